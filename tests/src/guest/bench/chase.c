/* Follows pointers through 512 pages of 4 KiB in random order: every load on another page, as many as the TLB has entries. */
#include "bench.h"

#define PAGES 512u
#define LINE 64u

static u32 order[PAGES];

/* One cell on each page, not always in the same place, that holds the address of the next one. */
static u32 *cell(u32 page)
{
    return (u32 *)((u32)__free_start + page * PAGE + page * LINE % PAGE);
}

static void prepare(void)
{
    u32 seed = 1;
    for (u32 i = 0; i < PAGES; i++)
        order[i] = i;
    for (u32 i = PAGES - 1; i; i--) {
        u32 j = (u32)((u64)next_random(&seed) * (i + 1) >> 32), page = order[i];
        order[i] = order[j];
        order[j] = page;
    }
    for (u32 i = 0; i < PAGES; i++)
        *cell(order[i]) = (u32)cell(order[(i + 1) % PAGES]);
}

#define FOLLOW(p) ((u32 *)*(p))

/*
 * An operating system flushes the TLB every few milliseconds. QEMU sizes its software TLB then, by what was used since the
 * last time; without any flush it would miss on every load here. A pass of misses in a thousand is no more than noise.
 */
#define PASSES_BETWEEN_FLUSHES 1024u

static void flush_at_times(void)
{
    static u32 passes;
    if (++passes % PASSES_BETWEEN_FLUSHES)
        return;
    MCR(0, 8, 7, 0, 0); /* TLBIALL */
    DSB();
    ISB();
}

static u32 round(void)
{
    u32 *p = cell(0);
    flush_at_times();
    for (u32 i = 0; i < PAGES; i += 4)
        p = FOLLOW(FOLLOW(FOLLOW(FOLLOW(p))));
    return (u32)p;
}

u32 chase(u32 rounds)
{
    prepare();
    return repeat(rounds, round);
}
