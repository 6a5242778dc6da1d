/* Short-descriptor translation, one to one, as systems that care for speed set it up (B3.5, B3.8). */
#include "bench.h"

#define MIB (1u << 20)
#define RAM 0x40000000u
#define RAM_MIB 64u
/* The program, its data, and the pages that are chased through. */
#define SMALL_MIB 4u

#define TABLE 1u
#define SECTION (2u | 3u << 10)        /* read and write at PL0 and PL1 */
#define SECTION_NORMAL (0xcu | 1u << 12) /* write-back, write-allocate */
#define SECTION_DEVICE (0x4u | 1u << 4)  /* shareable, execute never */
#define SMALL (2u | 3u << 4)
#define SMALL_NORMAL (0xcu | 1u << 6)
#define WALK_CACHED (1u << 6 | 1u << 3) /* TTBR0: walks write-back, write-allocate */

static u32 level1[4096] __attribute__((aligned(16384)));
static u32 level2[SMALL_MIB][256] __attribute__((aligned(1024)));

void mmu_on(void)
{
    for (u32 mib = 0; mib < RAM_MIB; mib++)
        level1[RAM / MIB + mib] = (RAM + mib * MIB) | SECTION | SECTION_NORMAL;
    for (u32 mib = 0; mib < SMALL_MIB; mib++) {
        for (u32 page = 0; page < 256; page++)
            level2[mib][page] = (RAM + mib * MIB + page * PAGE) | SMALL | SMALL_NORMAL;
        level1[RAM / MIB + mib] = (u32)level2[mib] | TABLE;
    }
    level1[GICD / MIB] = GICD | SECTION | SECTION_DEVICE;
    level1[UART / MIB] = UART | SECTION | SECTION_DEVICE;
    MCR(0, 2, 0, 2, 0);                          /* TTBCR */
    MCR(0, 2, 0, 0, (u32)level1 | WALK_CACHED);  /* TTBR0 */
    MCR(0, 3, 0, 0, 1);                          /* DACR: domain 0 is a client */
    MCR(0, 8, 7, 0, 0);                          /* TLBIALL */
    MCR(0, 7, 5, 0, 0);                          /* ICIALLU */
    DSB();
    ISB();
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1u | 1u << 2 | 1u << 11 | 1u << 12); /* SCTLR: M, C, Z, I */
    ISB();
}
