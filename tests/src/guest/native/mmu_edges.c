/*
 * The edges of stage-1 translation in both formats: walks that meet an external abort at each level, halves and tables
 * that are switched off, alignment, accesses that cross into a page that is not there, execute-never by writability,
 * which of two faults counts, and what PAR says of each.
 */
#include "guest.h"

#define WINDOW 0x80000000u
#define NOWHERE 0x0b000000u /* no device, no memory */
#define BX_R3 0xe12fff13u /* what is fetched goes back by it, and what is stored is it */
#define AF (1ull << 10)
#define A 2u
#define M 1u

static u32 s1[4096] __attribute__((aligned(16384)));
static u32 s2[256] __attribute__((aligned(1024)));
static u64 t1[4] __attribute__((aligned(4096)));
static u64 t2[512] __attribute__((aligned(4096)));
static u64 t2w[512] __attribute__((aligned(4096)));
static u64 t2c[512] __attribute__((aligned(4096)));
static u64 t3c[512] __attribute__((aligned(4096)));
static u64 t3[512] __attribute__((aligned(4096)));
static volatile u32 aborted, status, address;

void on_dabt(struct frame *f)
{
    aborted = 'd';
    status = MRC(0, 5, 0, 0);
    address = MRC(0, 6, 0, 0);
    f->pc += f->spsr & 0x20 && *(u16 *)f->pc >> 11 < 0x1d ? 2 : 4;
}

void on_pabt(struct frame *f)
{
    aborted = 'p';
    status = MRC(0, 5, 0, 1);
    address = MRC(0, 6, 0, 2);
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

static void sctlr(u32 clear, u32 set)
{
    MCR(0, 1, 0, 0, (MRC(0, 1, 0, 0) & ~clear) | set);
    ISB();
}

static void report(const char *name)
{
    print("  ");
    print(name);
    if (aborted) {
        print(aborted == 'd' ? ": data " : ": fetch ");
        print_hex(status);
        line_hex(" at ", address);
    } else
        print(": ok\n");
    aborted = 0;
}

/* One instruction that may abort; the handler steps over it. */
#define TRY(name, text, a)                                                                                         \
    do {                                                                                                           \
        __asm__ volatile("mov r1, %0\n mov r2, %1\n" text "\n nop" ::"r"(a), "r"(BX_R3) : "r1", "r2", "r4", "r5", "memory"); \
        report(name);                                                                                              \
    } while (0)

static void fetch(u32 a)
{
    __asm__ volatile("adr r3, 1f\n"
#ifdef __thumb__
                     "orr r3, r3, #1\n"
#endif
                     "bx %0\n .balign 4\n1:\n"
                     ::"l"(a) : "r0", "r3", "lr", "memory");
    report("fetch");
}

static void par(const char *name, u32 kind, u32 a)
{
    switch (kind) {
    case 0: MCR(0, 7, 8, 0, a); break;
    case 1: MCR(0, 7, 8, 1, a); break;
    case 2: MCR(0, 7, 8, 2, a); break;
    default: MCR(0, 7, 8, 3, a); break;
    }
    ISB();
    u32 v = MRC(0, 7, 4, 0);
    if (aborted) { /* an external abort on the walk is taken; QEMU 7.2 does not say that it was such an operation */
        status &= ~(1u << 13 | 1 << 11);
        report(name);
        return;
    }
    print("  ");
    line_hex(name, v & 1 ? v : v & 0xfffff001);
}

static void each(const char *name, u32 a)
{
    print(name);
    putch('\n');
    flush();
    TRY("load", "ldr r4, [r1]", a);
    TRY("store", "str r2, [r1]", a);
    fetch(a);
    par("privileged read ", 0, a);
    par("privileged write ", 1, a);
    par("user read ", 2, a);
    par("user write ", 3, a);
}

static void forms(const char *name, u32 a)
{
    print(name);
    putch('\n');
    flush();
    TRY("ldr", "ldr r4, [r1]", a);
    TRY("str", "str r2, [r1]", a);
    TRY("ldrh", "ldrh r4, [r1]", a);
    TRY("strh", "strh r2, [r1]", a);
    TRY("ldrb", "ldrb r4, [r1]", a);
    TRY("ldm", "ldm r1!, {r4, r5}", a);
    TRY("ldrd", "ldrd r4, r5, [r1]", a);
    TRY("ldrex", "ldrex r4, [r1]", a);
    TRY("ldrexh", "ldrexh r4, [r1]", a);
    TRY("ldrexd", "ldrexd r4, r5, [r1]", a);
}

static void short_format(void)
{
    u32 i = WINDOW >> 20;
    s1[0x400] = 0x40000c0e;
    s1[0x401] = 0x40100c0e;
    s1[0x402] = 0x40200c0e;
    s1[0x090] = 0x09000c12;
    MCR(0, 2, 0, 2, 0);
    MCR(0, 2, 0, 0, (u32)s1);
    MCR(0, 2, 0, 1, (u32)s1);
    MCR(0, 3, 0, 0, 1);
    flush();
    sctlr(0, M | 1 << 10);
    each("short: nothing at L1", WINDOW);
    s1[i] = 3;
    each("short: reserved at L1", WINDOW);
    s1[i] = NOWHERE | 1;
    each("short: table of L2 is nowhere", WINDOW);
    s1[i] = (u32)s2 | 1;
    each("short: nothing at L2", WINDOW);
    s2[0] = NOWHERE | 3 << 4 | 2;
    each("short: page of nothing", WINDOW);
    s2[0] = 0x40200000 | 3 << 4 | 0xe;
    each("short: page", WINDOW);
    s1[i] |= 1 << 5;
    each("short: page in a domain without access", WINDOW);
    s1[i] &= ~(1u << 5);

    s2[1] = 0;
    flush();
    print("short: across the end of a page\n");
    TRY("ldr", "ldr r4, [r1]", WINDOW + 0xffe);
    TRY("str", "str r2, [r1]", WINDOW + 0xffe);
    TRY("ldrh", "ldrh r4, [r1]", WINDOW + 0xfff);
    TRY("ldm", "ldm r1!, {r4, r5}", WINDOW + 0xffc);
    TRY("ldrd", "ldrd r4, r5, [r1]", WINDOW + 0xffc);
    s2[1] = s2[0];
    s2[0] = 0;
    flush();
    TRY("ldr from a page that is not there", "ldr r4, [r1]", WINDOW + 0xffe);
    s2[0] = s2[1];

    forms("short: at an odd address", WINDOW + 0x101);
    forms("short: at a halfword", WINDOW + 0x102);
    forms("short: at a word", WINDOW + 0x104);
    sctlr(0, A);
    forms("short: checked, at an odd address", WINDOW + 0x101);
    forms("short: checked, at a halfword", WINDOW + 0x102);
    forms("short: checked, where nothing is, odd", WINDOW + 0x100001);
    sctlr(A, 0);

    s1[i] = 0x40200c02;
    MCR(0, 2, 0, 2, 1 | 1 << 5); /* N = 1, PD1 */
    each("short: TTBR1 switched off", WINDOW);
    MCR(0, 2, 0, 2, 1);
    MCR(0, 2, 0, 1, NOWHERE);
    each("short: table of L1 is nowhere", WINDOW);
    MCR(0, 2, 0, 1, (u32)s1);
    MCR(0, 2, 0, 2, 0);
    flush();
    __asm__ volatile("adr r3, 1f\n"
#ifdef __thumb__
                     "orr r3, r3, #1\n"
#endif
                     "bkpt #1\n .balign 4\n1:" ::: "r3");
    print("short: bkpt\n");
    aborted = aborted ? 'd' : 0; /* IFAR is UNKNOWN */
    address = 0;
    report("status");
    sctlr(M, 0);
}

static void long_format(void)
{
    t1[0] = (u32)t2 | 3;
    /* code is read-only, or it could not be executed under WXN */
    t1[1] = (u32)t2c | 3;
    t2c[0] = (u32)t3c | 3;
    t2c[1] = 0x40200000 | AF | 1;
    for (u32 k = 0; k < 512; k++)
        t3c[k] = (0x40000000 + k * PAGE) | AF | (k * PAGE + 0x40000000 < (u32)&aborted ? 1 << 7 : 0) | 3;
    t2[0x09000000 >> 21] = 0x09000000 | AF | 1 << 6 | 1;
    MCR(0, 10, 2, 0, 0x0000ff44);
    MCR(0, 2, 0, 2, 0x80000000);
    MCRR(0, 2, (u32)t1);
    MCRR(1, 2, (u32)t1);
    flush();
    sctlr(0, M);
    each("long: nothing at L1", WINDOW);
    t1[2] = NOWHERE | 3;
    each("long: table of L2 is nowhere", WINDOW);
    t1[2] = (u32)t2w | 3;
    each("long: nothing at L2", WINDOW);
    t2w[0] = NOWHERE | 3;
    each("long: table of L3 is nowhere", WINDOW);
    t2w[0] = (u32)t3 | 3;
    each("long: nothing at L3", WINDOW);
    t3[0] = NOWHERE | AF | 1 << 6 | 3;
    each("long: page of nothing", WINDOW);
    t3[0] = 0x40200000 | AF | 1 << 6 | 3;
    each("long: page", WINDOW);
    forms("long: across the end of a page", WINDOW + 0xfff);
    sctlr(0, A);
    forms("long: checked, at an odd address", WINDOW + 0x101);
    forms("long: checked, where nothing is, odd", WINDOW + 0x200001);
    sctlr(A, 0);
    /* both tables' restrictions add up */
    t1[2] = (u32)t2w | 3 | 1ull << 62;
    t2w[0] = (u32)t3 | 3 | 1ull << 61;
    each("long: tables that take writing and PL0", WINDOW);
    t1[2] = (u32)t2w | 3 | 1ull << 60;
    t2w[0] = (u32)t3 | 3;
    each("long: table that takes execution", WINDOW);
    t1[2] = (u32)t2w | 3;
    sctlr(0, 1 << 20); /* UWXN */
    each("long: UWXN, page everybody writes", WINDOW);
    t3[0] = 0x40200000 | AF | 3;
    each("long: UWXN, page only PL1 writes", WINDOW);
    sctlr(1 << 20, 1 << 19); /* WXN */
    each("long: WXN, page only PL1 writes", WINDOW);
    t3[0] = 0x40200000 | AF | 2 << 6 | 3;
    each("long: WXN, page that is read-only", WINDOW);
    sctlr(1 << 19, 0);
    t3[0] = 0x40200000 | AF | 1 << 6 | 3;
    MCR(0, 2, 0, 2, 0x80000000 | 1 << 16 | 1 << 23); /* T1SZ = 1, EPD1 */
    each("long: TTBR1 switched off", WINDOW);
    MCR(0, 2, 0, 2, 0x80000000 | 1 | 3 << 16); /* 0 to 2 GiB, and the last 512 MiB */
    each("long: between the two halves", WINDOW);
    MCR(0, 2, 0, 2, 0x80000000 | 1 << 16);
    MCRR(1, 2, NOWHERE);
    each("long: table of L1 is nowhere", WINDOW);
    sctlr(M, 0);
    MCR(0, 2, 0, 2, 0);
}

int main(void)
{
    write32(0x40200000, BX_R3);
    line_hex("SCTLR ", MRC(0, 1, 0, 0));
    short_format();
    long_format();
    return 0;
}
