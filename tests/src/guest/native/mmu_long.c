/* Long-descriptor translation at PL1: each kind of fault at each level, hierarchical permissions, ASIDs. */
#include "guest.h"

static u64 l1[4] __attribute__((aligned(4096)));
static u64 l2a[512] __attribute__((aligned(4096)));
static u64 l2b[512] __attribute__((aligned(4096)));
static u64 l3[512] __attribute__((aligned(4096)));
static volatile u32 aborted, dfsr, dfar, ifsr, ifar;

#define WINDOW 0x80000000u
#define AF (1ull << 10)
#define BLOCK(pa, ap) ((u64)(pa) | AF | (u64)(ap) << 6 | 1)
#define PAGE3(pa, ap) ((u64)(pa) | AF | (u64)(ap) << 6 | 3)
#define TABLE(t) ((u64)(u32)(t) | 3)

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

static void load(u32 a) { __asm__ volatile("ldr r0, [%0]" ::"l"(a) : "r0", "memory"); }

static void store(u32 a) { __asm__ volatile("movs r0, #1\n str r0, [%0]" ::"l"(a) : "r0", "cc", "memory"); }

static void fetch(u32 a)
{
    __asm__ volatile("adr r3, 1f\n"
#ifdef __thumb__
                     "orr r3, r3, #1\n"
#endif
                     "bx %0\n .balign 4\n1:\n"
                     ::"l"(a) : "r0", "r3", "lr", "memory");
}

static void all(const char *name, u32 a)
{
    flush();
    load(a);
    report(name, "load");
    store(a);
    report(name, "store");
    fetch(a);
    report(name, "fetch");
    __asm__ volatile("cps #0x10");
    load(a);
    __asm__ volatile("svc #0");
    report(name, "user load");
    __asm__ volatile("cps #0x10");
    store(a);
    __asm__ volatile("svc #0");
    report(name, "user store");
}

int main(void)
{
    write32(0x40200000, 0xe12fff13); /* bx r3 */
    write32(0x40201000, 0xe12fff13);
    l1[0] = TABLE(l2a);
    l1[1] = BLOCK(0x40000000, 1); /* code and stacks, for PL0 too */
    l2a[0x09000000 >> 21] = BLOCK(0x09000000, 1);
    MCR(0, 10, 2, 0, 0x0000ff44); /* MAIR0: attribute 0 normal non-cacheable */
    MCR(0, 10, 2, 1, 0);
    MCR(0, 2, 0, 2, 0x80000000); /* EAE */
    MCRR(0, 2, (u32)l1);
    MCRR(1, 2, 0);
    flush();
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
    ISB();

    all("L1 invalid", WINDOW);
    l1[2] = TABLE(l2b);
    all("L2 invalid", WINDOW + 0x1000);
    l2b[0] = TABLE(l3);
    all("L3 invalid", WINDOW + 0x2000);
    l3[2] = 1;
    all("L3 reserved", WINDOW + 0x2000);
    for (u32 ap = 0; ap < 4; ap++) {
        l3[0] = PAGE3(0x40200000, ap);
        all("page AP", WINDOW);
        l2b[1] = BLOCK(0x40200000, ap);
        all("block AP", WINDOW + 0x200000);
    }
    l3[0] = PAGE3(0x40200000, 1) | 1ull << 54;
    all("page XN", WINDOW);
    l3[0] = PAGE3(0x40200000, 0) | 1ull << 53;
    all("page PXN", WINDOW);
    l3[0] = PAGE3(0x40200000, 1) & ~AF;
    all("page without access flag", WINDOW);
    l2b[1] = BLOCK(0x40200000, 1) & ~AF;
    all("block without access flag", WINDOW + 0x200000);
    l1[2] = BLOCK(0x40000000, 1) & ~AF;
    all("L1 block without access flag", WINDOW);
    l3[0] = PAGE3(0x40200000, 1);
    l1[2] = TABLE(l2b) | 1ull << 61;
    all("APTable no PL0", WINDOW);
    l1[2] = TABLE(l2b) | 2ull << 61;
    all("APTable read-only", WINDOW);
    l1[2] = TABLE(l2b) | 1ull << 60;
    all("XNTable", WINDOW);
    l1[2] = TABLE(l2b) | 1ull << 59;
    all("PXNTable", WINDOW);
    l1[2] = TABLE(l2b);
    l2b[0] = TABLE(l3) | 3ull << 61;
    all("APTable at L2", WINDOW);
    l2b[0] = TABLE(l3);

    /* SCTLR.WXN: writable memory cannot be executed; code must be read-only first */
    all("plain page", WINDOW);

    /* two address spaces: same address, other page, no flush between */
    l3[4] = PAGE3(0x40204000, 1) | 1ull << 11; /* nG */
    write32(0x40204000, 0xaaaa);
    write32(0x40205000, 0xbbbb);
    flush();
    MCRR(0, 2, (u64)(u32)l1 | 1ull << 48);
    ISB();
    line_hex("ASID 1 ", read32(WINDOW + 0x4000));
    MCRR(0, 2, (u64)(u32)l1 | 2ull << 48);
    ISB();
    l3[4] = PAGE3(0x40205000, 1) | 1ull << 11;
    DSB();
    line_hex("ASID 2 ", read32(WINDOW + 0x4000));
    MCR(0, 8, 7, 2, 2); /* TLBIASID */
    DSB();
    ISB();
    line_hex("ASID 2 ", read32(WINDOW + 0x4000));

    MCR(0, 7, 8, 0, WINDOW + 0x4000);
    ISB();
    u64 par = MRRC(0, 7);
    line_hex("ATS1CPR ", (u32)par & 0xfffff001);
    MCR(0, 7, 8, 0, 0xc0000000);
    ISB();
    par = MRRC(0, 7);
    line_hex("ATS1CPR of nothing ", (u32)par);

    /* T0SZ and TTBR1 */
    MCR(0, 2, 0, 2, 0x80000000 | 1 << 16); /* T1SZ=1: the upper half through TTBR1 */
    MCRR(1, 2, (u32)l2b);                  /* not used by the lower half */
    flush();
    line_hex("lower half ", read32(0x40204000));
    return 0;
}
