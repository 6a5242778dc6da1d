/* Short-descriptor translation: each kind of fault at each level, permissions, domains, access flag, remapping. */
#include "guest.h"

static u32 l1[4096] __attribute__((aligned(16384)));
static u32 l2[256] __attribute__((aligned(1024)));
static volatile u32 aborted, dfsr, dfar, ifsr, ifar;

#define WINDOW 0x80000000u

void on_dabt(struct frame *f)
{
    aborted = 1;
    dfsr = MRC(0, 5, 0, 0);
    dfar = MRC(0, 6, 0, 0);
    f->pc += f->spsr & 0x20 ? 2 : 4;
}

void on_pabt(struct frame *f)
{
    aborted = 2;
    ifsr = MRC(0, 5, 0, 1);
    ifar = MRC(0, 6, 0, 2);
    f->pc = f->r[3];
    f->spsr = (f->spsr & ~0x20u) | (f->pc & 1 ? 0x20 : 0);
    f->pc &= ~1u;
}

void on_svc(struct frame *f) { f->spsr |= 0x1f; }

static void flush(void)
{
    DSB();
    MCR(0, 8, 7, 0, 0);
    DSB();
    ISB();
}

static void report(const char *name, const char *access)
{
    print(name);
    putch(' ');
    print(access);
    if (aborted == 1) {
        print(": dfsr ");
        print_hex(dfsr);
        line_hex(" dfar ", dfar);
    } else if (aborted == 2) {
        print(": ifsr ");
        print_hex(ifsr);
        line_hex(" ifar ", ifar);
    } else {
        print(": ok\n");
    }
    aborted = 0;
}

/* Access of one kind at an address; the loads and stores are 16-bit encodings in the T32 build. */
static void load(u32 a)
{
    __asm__ volatile("ldr r0, [%0]" ::"l"(a) : "r0", "memory");
}

static void store(u32 a)
{
    __asm__ volatile("movs r0, #1\n str r0, [%0]" ::"l"(a) : "r0", "cc", "memory");
}

static void fetch(u32 a)
{
    /* r3 holds where to go on; the target holds "bx r3" when it can be fetched */
    __asm__ volatile("adr r3, 1f\n"
#ifdef __thumb__
                     "orr r3, r3, #1\n"
#endif
                     "bx %0\n .balign 4\n1:\n"
                     ::"l"(a) : "r0", "r3", "lr", "memory");
}

static void all(const char *name, u32 a)
{
    load(a);
    report(name, "load");
    store(a);
    report(name, "store");
    fetch(a);
    report(name, "fetch");
    load(a);
    report(name, "load");
}

static void from_user(const char *name, u32 a)
{
    __asm__ volatile("cps #0x10");
    load(a);
    __asm__ volatile("svc #0");
    report(name, "user load");
    __asm__ volatile("cps #0x10");
    store(a);
    __asm__ volatile("svc #0");
    report(name, "user store");
    load(a);
    report(name, "load");
    store(a);
    report(name, "store");
}

#define SECTION(pa, ap, domain, extra) ((pa) | (ap) << 10 | (domain) << 5 | 2 | (extra))
#define PAGE_ENTRY(pa, ap, extra) ((pa) | (ap) << 4 | 2 | (extra))

int main(void)
{
    u32 *target = (u32 *)0x40200000;
    target[0] = 0xe12fff13; /* bx r3 */
    for (u32 i = 0; i < 4096; i++)
        l1[i] = 0;
    l1[0x400] = SECTION(0x40000000, 3, 0, 0xc);
    l1[0x401] = SECTION(0x40100000, 3, 0, 0xc);
    l1[0x402] = SECTION(0x40200000, 3, 0, 0xc);
    l1[0x090] = SECTION(0x09000000, 3, 0, 0x10);
    MCR(0, 2, 0, 2, 0);
    MCR(0, 2, 0, 0, (u32)l1);
    MCR(0, 3, 0, 0, 0x1 | 0x3 << 4); /* domain 0 client, 1 none, 2 manager */
    flush();
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
    ISB();
    u32 i = WINDOW >> 20;

    all("L1 invalid", WINDOW);
    l1[i] = (u32)l2 | 1;
    flush();
    all("L2 invalid", WINDOW + 0x1234);
    l2[0] = PAGE_ENTRY(0x40200000, 3, 0);
    flush();
    all("small page", WINDOW);
    l2[0] = PAGE_ENTRY(0x40200000, 3, 1);
    flush();
    all("small page XN", WINDOW);
    for (u32 ap = 0; ap < 4; ap++) {
        l2[0] = PAGE_ENTRY(0x40200000, ap, 0);
        flush();
        from_user("small page AP", WINDOW);
        l2[0] = PAGE_ENTRY(0x40200000, ap, 0x200);
        flush();
        from_user("small page AP read-only", WINDOW);
        l1[i] = SECTION(0x40200000, ap, 0, 0);
        flush();
        from_user("section AP", WINDOW);
        l1[i] = SECTION(0x40200000, ap, 0, 1 << 15);
        flush();
        from_user("section AP read-only", WINDOW);
        l1[i] = (u32)l2 | 1;
    }
    for (u32 k = 16; k < 32; k++)
        l2[k] = 0x40200000 | 3 << 4 | 1;
    flush();
    all("large page", WINDOW + 0x10000);
    l1[i] = SECTION(0x40200000, 3, 0, 0x10);
    flush();
    all("section XN", WINDOW);
    l1[i] = SECTION(0x40200000, 3, 0, 1);
    flush();
    all("section PXN", WINDOW);
    l1[i] = SECTION(0x40200000, 3, 1, 0);
    flush();
    all("section in domain without access", WINDOW);
    l1[i] = (u32)l2 | 1 << 5 | 1;
    flush();
    all("page in domain without access", WINDOW + 0x10000);
    l1[i] = SECTION(0x40200000, 0, 2, 0);
    flush();
    all("section in manager domain", WINDOW);
    for (u32 k = 0; k < 16; k++)
        l1[i + k] = 0x40000000 | 3 << 10 | 1 << 18 | 2;
    flush();
    all("supersection", WINDOW + 0x200000);

    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1u << 29); /* SCTLR.AFE */
    l1[i] = SECTION(0x40200000, 1, 0, 0);
    flush();
    all("AFE section, flag set", WINDOW);
    l1[i] = SECTION(0x40200000, 0, 0, 0);
    flush();
    all("AFE section, flag clear", WINDOW);
    l1[i] = (u32)l2 | 1;
    l2[0] = PAGE_ENTRY(0x40200000, 2, 0);
    flush();
    all("AFE page, flag clear", WINDOW);
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) & ~(1u << 29));

    /* the stale entry stays until it is invalidated; then the new one counts */
    l2[0] = PAGE_ENTRY(0x40200000, 3, 0);
    flush();
    *(volatile u32 *)(WINDOW + 0x100) = 0x1111;
    l2[0] = PAGE_ENTRY(0x40201000, 3, 0);
    write32(0x40201100, 0x2222);
    MCR(0, 8, 7, 1, WINDOW);
    DSB();
    ISB();
    line_hex("after remap ", read32(WINDOW + 0x100));

    /* TTBCR.N and TTBR1 */
    MCR(0, 2, 0, 1, (u32)l1);
    MCR(0, 2, 0, 2, 1);
    flush();
    line_hex("through TTBR1 ", read32(WINDOW + 0x100));
    MCR(0, 2, 0, 2, 0);
    flush();

    /* address translation operations */
    MCR(0, 7, 8, 0, WINDOW + 0x100);
    ISB();
    line_hex("ATS1CPR ", MRC(0, 7, 4, 0) & 0xfffff001);
    MCR(0, 7, 8, 0, 0xa0000000);
    ISB();
    line_hex("ATS1CPR of nothing ", MRC(0, 7, 4, 0));
    MCR(0, 7, 8, 3, WINDOW + 0x100);
    ISB();
    line_hex("ATS1CUW ", MRC(0, 7, 4, 0) & 0xfffff001);
    return 0;
}
