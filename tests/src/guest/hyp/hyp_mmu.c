/*
 * Translation as a hypervisor meets it: Hyp mode's own stage 1 with each kind of fault at each level, and two stages at
 * once, where the walk of the first meets a fault of the second. Then first tables smaller than a page.
 */
#include "guest.h"

#define WINDOW 0x80000000u
#define NOWHERE 0x0b000000u /* no device, no memory */
#define BX_R3 0xe12fff13u
#define AF (1ull << 10)
#define RW (1ull << 6)
#define RO (3ull << 6)
#define XN (1ull << 54)
#define PAGE3 3u
#define BLOCK 1u

void hyp_enter(u32 pc, u32 psr);
extern u32 guest_vectors[], edge_vectors[], old_trap;

/* All that is written while code is read-only: the pages before it are code. */
static struct {
    volatile u32 aborted, hsr, far, guest_aborts, guest_dfsr;
    const char *what;
    u8 guest_stack[4096] __attribute__((aligned(8)));
    u64 h1[4] __attribute__((aligned(4096)));
    u64 h2c[512] __attribute__((aligned(4096)));
    u64 h3c[512] __attribute__((aligned(4096)));
    u64 h2[512] __attribute__((aligned(4096)));
    u64 h3[512] __attribute__((aligned(4096)));
    u64 s1[1024] __attribute__((aligned(8192))); /* stage 2: two tables in a row */
    u64 s2[512] __attribute__((aligned(4096)));
    u64 s3[512] __attribute__((aligned(4096)));
    u32 g1[4096] __attribute__((aligned(16384))); /* stage 1 of the guest */
    u32 g2[1024] __attribute__((aligned(4096)));
    u64 small[1024] __attribute__((aligned(4096))); /* room for four first tables of half a page, one at a time */
} d __attribute__((aligned(16384)));

__asm__(".arch_extension virt\n"
        " .balign 32\n"
        " .global edge_vectors, old_trap\n"
        "edge_vectors:\n"
        " b .\n b .\n b .\n b hyp_abort\n b hyp_abort\n ldr pc, old_trap\n b .\n b .\n"
        "old_trap: .word 0\n"
        "hyp_abort:\n"
        " push {r0-r12, lr}\n mov r0, sp\n bl on_abort\n pop {r0-r12, lr}\n eret\n");

static u32 elr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, elr_hyp" : "=r"(v));
    return v;
}

static void set_elr(u32 v) { __asm__ volatile(".arch_extension virt\n msr elr_hyp, %0" ::"r"(v)); }

__attribute__((used)) static void on_abort(u32 *r)
{
    d.hsr = MRC(4, 5, 2, 0);
    d.aborted = 1;
    if (d.hsr >> 26 == 0x21) {
        d.far = MRC(4, 6, 0, 2);
        set_elr(r[3]);
    } else {
        d.far = MRC(4, 6, 0, 0);
        d.hsr &= ~0x03ffc000u; /* ISV and what is valid with it belong to stage 2; QEMU 7.2 sets them here too */
        set_elr(elr() + 4);
    }
}

void on_hyp_irq(void) {}
void on_guest_undef(void) {}
void on_guest_svc(void) {}
void on_guest_irq(void) {}

void on_guest_pabt(void)
{
    d.guest_aborts++;
    d.guest_dfsr = MRC(0, 5, 0, 1);
    __asm__ volatile(".arch_extension virt\n hvc #0xff"); /* there is nothing to go back to */
}

void on_guest_dabt(void)
{
    d.guest_aborts++;
    d.guest_dfsr = MRC(0, 5, 0, 0);
}

/* Returns non-zero to leave the guest. */
u32 on_hyp(u32 *r)
{
    u32 syndrome = MRC(4, 5, 2, 0), ec = syndrome >> 26;
    if (ec == 0x12 && (syndrome & 0xffff) == 0xff)
        return 1;
    d.aborted = 1;
    if (syndrome >> 27 == 0x20 >> 1 || syndrome >> 27 == 0x24 >> 1)
        syndrome &= syndrome & 0x80 ? ~3u : ~0u; /* QEMU 7.2 tells the level of stage 1, not that of the fault */
    print("  ");
    print(d.what);
    print(": hsr ");
    print_hex(syndrome);
    if (ec == 0x20 || ec == 0x24) {
        print(" far ");
        print_hex(ec == 0x20 ? MRC(4, 6, 0, 2) : MRC(4, 6, 0, 0));
        if ((syndrome & 0x3c) != 0xc || (syndrome & 0x80)) {
            print(" hpfar ");
            print_hex(MRC(4, 6, 0, 4));
        }
    }
    putch('\n');
    if (ec == 0x20 && !(syndrome & 0x80) && MRC(4, 6, 0, 2) >= WINDOW) {
        set_elr(r[3]);
        return 0;
    }
    if (ec == 0x20)
        return 1;
    set_elr(elr() + 4);
    return 0;
}

static void flush(void)
{
    DSB();
    MCR(4, 8, 7, 0, 0); /* TLBIALLH */
    MCR(4, 8, 7, 4, 0); /* TLBIALLNSNH */
    DSB();
    ISB();
}

static void report(const char *name)
{
    print("  ");
    print(name);
    if (d.aborted) {
        print(": hsr ");
        print_hex(d.hsr);
        line_hex(" far ", d.far);
    } else
        print(": ok\n");
    d.aborted = 0;
}

#define TRY(name, text, a)                                                                                         \
    do {                                                                                                           \
        __asm__ volatile("mov r1, %0\n mov r2, %1\n" text ::"r"(a), "r"(BX_R3) : "r1", "r2", "r4", "r5", "memory"); \
        report(name);                                                                                              \
    } while (0)

static void par(const char *name)
{
    if (d.aborted) { /* an external abort on the walk is taken; QEMU 7.2 does not say that it was such an operation */
        d.hsr &= ~(1u << 8 | 1 << 6);
        report(name);
        return;
    }
    u64 v = MRRC(0, 7);
    print("  ");
    print(name);
    line_hex(" PAR ", v & 1 ? (u32)v & (v & 1 << 8 ? ~6u : ~0u) : (u32)v & 0xfffff001);
}

static void each(const char *name, u32 a)
{
    print(name);
    putch('\n');
    flush();
    TRY("load", "ldr r4, [r1]", a);
    TRY("store", "str r2, [r1]", a);
    TRY("load twice", "ldrd r4, r5, [r1]", a);
    __asm__ volatile("adr r3, 1f\n bx %0\n1:" ::"r"(a) : "r3", "lr", "memory");
    report("fetch");
    MCR(4, 7, 8, 0, a);
    ISB();
    par("read");
    MCR(4, 7, 8, 1, a);
    ISB();
    par("write");
}

static void hsctlr(u32 clear, u32 set)
{
    MCR(4, 1, 0, 0, (MRC(4, 1, 0, 0) & ~clear) | set);
    ISB();
}

static void own_stage(void)
{
    d.h1[0] = 0x00000000ull | AF | RW | BLOCK | XN;
    d.h1[1] = (u32)d.h2c | 3;
    d.h2c[0] = (u32)d.h3c | 3;
    d.h2c[1] = 0x40200000 | AF | RW | BLOCK;
    for (u32 k = 0; k < 512; k++) /* code is read-only, or it could not be executed under WXN */
        d.h3c[k] = (0x40000000 + k * PAGE) | AF | (k * PAGE + 0x40000000 < (u32)&d ? RO : RW) | 1 << 2 | PAGE3;
    MCR(4, 10, 2, 0, 0x0000ff04); /* HMAIR0: device, normal */
    MCR(4, 2, 0, 2, 0x80800000);  /* HTCR: all 4 GiB */
    MCRR(4, 2, (u32)d.h1);
    flush();
    hsctlr(0, 1);
    each("nothing at L1", WINDOW);
    d.h1[2] = NOWHERE | 3;
    each("table of L2 is nowhere", WINDOW);
    d.h1[2] = 0x40000000 | RW | BLOCK;
    each("L1 block without access flag", WINDOW + 0x200000);
    d.h1[2] = 0x40000000 | AF | RO | BLOCK;
    each("L1 block that is read-only", WINDOW + 0x200000);
    d.h1[2] = (u32)d.h2 | 3;
    each("nothing at L2", WINDOW);
    d.h2[0] = NOWHERE | 3;
    each("table of L3 is nowhere", WINDOW);
    d.h2[0] = 0x40200000 | RW | BLOCK;
    each("L2 block without access flag", WINDOW);
    d.h2[0] = 0x40200000 | AF | RO | BLOCK;
    each("L2 block that is read-only", WINDOW);
    d.h2[0] = (u32)d.h3 | 3;
    each("nothing at L3", WINDOW);
    d.h3[0] = NOWHERE | AF | RW | PAGE3;
    each("page of nothing", WINDOW);
    d.h3[0] = 0x40200000 | AF | RW | 1 << 2 | PAGE3;
    each("page", WINDOW);
    each("page, at an odd address", WINDOW + 0x20);
    d.h3[0] = 0x40200000 | RW | 1 << 2 | PAGE3;
    each("page without access flag", WINDOW);
    d.h3[0] = 0x40200000 | AF | RO | 1 << 2 | PAGE3;
    each("page that is read-only", WINDOW);
    d.h3[0] = 0x40200000 | AF | RW | 1 << 2 | PAGE3 | XN;
    each("page that is not executed", WINDOW);
    d.h3[0] = 0x40200000 | AF | RW | 1 << 2 | PAGE3;
    d.h1[2] = (u32)d.h2 | 3 | 1ull << 62;
    each("table that takes writing", WINDOW);
    d.h1[2] = (u32)d.h2 | 3 | 1ull << 60;
    each("table that takes execution", WINDOW);
    d.h1[2] = (u32)d.h2 | 3;
    hsctlr(0, 1 << 19);
    each("WXN, page that is written", WINDOW);
    d.h3[0] = 0x40200000 | AF | RO | 1 << 2 | PAGE3;
    each("WXN, page that is read-only", WINDOW);
    hsctlr(1 << 19, 2);
    flush();
    print("checked\n");
    TRY("ldr", "ldr r4, [r1, #1]", WINDOW);
    TRY("strh", "strh r2, [r1, #1]", WINDOW);
    TRY("ldrd", "ldrd r4, r5, [r1]", WINDOW + 2);
    TRY("ldr where nothing is", "ldr r4, [r1, #1]", WINDOW + 0x200000);
    hsctlr(2, 0);
    MCR(4, 2, 0, 2, 0x80800001); /* HTCR.T0SZ: 2 GiB */
    each("beyond the size of the address space", WINDOW);
    hsctlr(1, 0);
}

#define GUEST(name, text)                                                                                          \
    __attribute__((naked)) static void name(void)                                                                  \
    {                                                                                                              \
        __asm__ volatile(".arch_extension virt\n mov r1, #0x80000000\n" text "\n hvc #0xff\n b .");                \
    }

GUEST(g_load, "ldr r7, [r1]")
GUEST(g_store, "movw r7, #0xff13\n movt r7, #0xe12f\n str r7, [r1]")
GUEST(g_ldrd, "ldrd r4, r5, [r1]")
GUEST(g_fetch, "adr r3, 1f\n bx r1\n1:")
GUEST(g_translate, "mcr p15, 0, r1, c7, c8, 0\n isb\n mrc p15, 0, r7, c7, c4, 0")

static void run(const char *name, void (*code)(void))
{
    d.what = name;
    d.guest_aborts = 0;
    hyp_enter((u32)code, 0x1d3);
    if (d.guest_aborts) {
        print("  ");
        print(name);
        line_hex(": the guest's own, status ", code == g_translate ? d.guest_dfsr & ~0x2800u : d.guest_dfsr);
    } else if (!d.aborted) {
        print("  ");
        print(name);
        print(": ok\n");
    }
    d.aborted = 0;
}

static void both(const char *name)
{
    print(name);
    putch('\n');
    flush();
    run("load", g_load);
    run("store", g_store);
    run("load twice", g_ldrd);
    run("fetch", g_fetch);
    run("translate", g_translate);
    for (u32 write = 0; write < 2; write++) {
        if (write)
            MCR(0, 7, 8, 5, WINDOW); /* ATS12NSOPW */
        else
            MCR(0, 7, 8, 4, WINDOW); /* ATS12NSOPR */
        ISB();
        par(write ? "both stages, write" : "both stages, read");
    }
}

/* Stage 2: flat in 4 KiB pages for the first 2 MiB of RAM, where program and tables are, the window's pages behind them. */
static void two_stages(void)
{
    d.s1[0] = 0x00000000ull | 0x7c1 | 1 << 2;
    d.s1[1] = (u32)d.s2 | 3;
    d.s2[0] = (u32)d.s3 | 3;
    d.s2[1] = 0x40200000 | 0x7fd;
    for (u32 k = 0; k < 512; k++)
        d.s3[k] = (0x40000000 + k * PAGE) | 0x7ff;
    for (u32 k = 0; k < 4096; k++)
        d.g1[k] = k << 20 | 0xc0e;
    d.g1[0x800] = (u32)d.g2 | 1;
    d.g2[0] = 0x40200000 | 3 << 4 | 0xe;
    u64 *table = &d.s3[((u32)d.g2 >> 12) & 511], *top = &d.s3[((u32)d.g1 >> 12) & 511];
    u64 here = *table;
    MCR(4, 2, 1, 2, 0x80000000 | 1 << 6 | 0x18);
    MCRR(6, 2, (u64)(u32)d.s1 | 5ull << 48);
    MCR(0, 2, 0, 2, 0);
    MCR(0, 2, 0, 0, (u32)d.g1);
    MCR(0, 3, 0, 0, 1);
    MCR(0, 12, 0, 0, (u32)guest_vectors);
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
    __asm__ volatile(".arch_extension virt\n msr sp_abt, %0\n msr sp_svc, %1" ::"r"(d.guest_stack + 2048), "r"(d.guest_stack + 4096));
    MCR(4, 1, 1, 0, 1);
    ISB();
    both("both stages map it");
    d.g2[0] = 0;
    both("stage 1 does not");
    d.g2[0] = 0x40200000 | 3 << 4 | 1 << 9 | 0xe;
    both("stage 1 maps it read-only");
    d.g2[0] = 0x40200000 | 3 << 4 | 0xe;
    d.s2[1] = 0;
    both("stage 2 does not");
    d.s2[1] = 0x40200000 | 0x77d;
    both("stage 2 maps a block read-only");
    d.s2[1] = 0x40200000 | 0x7bd;
    both("stage 2 maps a block write-only");
    d.s2[1] = 0x40200000 | 0x3fd;
    both("stage 2 maps a block without access flag");
    d.s2[1] = 0x40200000 | 0x7fd | XN;
    both("stage 2 maps a block that is not executed");
    d.s2[1] = NOWHERE | 3;
    both("stage 2 has its table nowhere");
    d.s2[1] = 0x40200000 | 0x7fd;
    *table = 0;
    both("the table of stage 1 is not there");
    *table = here & ~0xc0ull;
    both("the table of stage 1 cannot be read");
    *table = here & ~0x400ull;
    both("the table of stage 1 has no access flag");
    *table = (here & ~0x3cull) | 1 << 2;
    both("the table of stage 1 is in Device memory");
    MCR(4, 1, 1, 0, 1 | 1 << 2);
    ISB();
    both("and HCR.PTW is set");
    MCR(4, 1, 1, 0, 1);
    *table = here;
    d.g1[0x800] = NOWHERE | 1;
    both("the table of stage 1 is nowhere");
    d.g1[0x800] = (u32)d.g2 | 1;
    here = *top;
    *top = 0;
    print("the guest's first table is not there\n");
    flush();
    run("fetch", g_load);
    *top = here;
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) & ~1u);
    d.s1[2] = 0x40000000 | 0x77d;
    both("stage 2 maps an L1 block read-only");
    d.s1[2] = 0x40000000 | 0x3fd;
    both("stage 2 maps an L1 block without access flag");
    d.s1[2] = NOWHERE | 3;
    both("stage 2 has its L2 table nowhere");
    d.s1[2] = 0x40000000 | 0x7fd;
    MCR(4, 1, 1, 0, 1 | 1 << 12);
    ISB();
    both("HCR.DC");
    MCR(4, 1, 1, 0, 0);
}

/* Makes a first table for addresses of 32 - t0size bits, the nth of its size in d.small. It maps one block. */
static u32 small_table(int t0size, u32 n, u32 address)
{
    u32 shift = t0size < 2 ? 30 : 21, entries = (u32)(1ull << (32 - t0size - shift));
    for (u32 k = 0; k < 1024; k++)
        d.small[k] = 0;
    u64 *table = d.small + n * entries;
    table[(address >> shift) & (entries - 1)] = 0x40000000 | 0x7fd;
    return (u32)table;
}

static void small_par(const char *what, int t0size, u32 address)
{
    flush();
    MCR(0, 7, 8, 4, address); /* ATS12NSOPR */
    ISB();
    line_hex("  T0SZ ", (u32)t0size & 15);
    par(what);
}

/* A first table smaller than a page stands wherever its size divides the address (B3.6.5, B4.1.156). */
static void small_tables(void)
{
    print("first tables smaller than a page\n");
    for (u32 n = 0; n < 4; n++) {
        for (int size = -5; size < 8; size++) {
            u32 level1 = size < 2, address = level1 ? 0x40a00000 : 0x00a00000;
            if (size == 2) /* a table of a page */
                continue;
            MCRR(6, 2, (u64)small_table(size, n, address) | (u64)(n + 1) << 48);
            MCR(4, 2, 1, 2, 0x80000000 | level1 << 6 | (size < 0) << 4 | (size & 15)); /* VTCR */
            MCR(4, 1, 1, 0, 1);                                                        /* HCR.VM */
            small_par("VTTBR", size, address);
            MCR(4, 1, 1, 0, 0);
        }
        MCR(0, 10, 2, 0, 0x0000ffff); /* MAIR0 */
        MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
        for (int size = 0; size < 8; size++) {
            u32 low = size < 2 ? 0x40a00000 : 0x00a00000, high = -1u << (32 - size) | low;
            if (size == 2)
                continue;
            MCR(0, 2, 0, 2, 0x80000000 | size); /* TTBCR */
            MCRR(0, 2, (u64)small_table(size, n, low));
            small_par("TTBR0", size, low);
            if (size == 0)
                continue;
            MCR(0, 2, 0, 2, 0x80000000 | size << 16);
            MCRR(1, 2, (u64)small_table(size, n, high));
            small_par("TTBR1", size, high);
        }
        MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) & ~1u);
        for (int size = 0; size < 2; size++) {
            u64 *table = (u64 *)small_table(size, n, 0x40a00000);
            table[0] = AF | RW | BLOCK | XN; /* the UART */
            table[1] = 0x40000000 | AF | RW | 1 << 2 | BLOCK;
            MCR(4, 2, 0, 2, 0x80800000 | size); /* HTCR */
            MCRR(4, 2, (u64)(u32)table);
            flush();
            hsctlr(0, 1);
            MCR(4, 7, 8, 0, 0x40a00000);
            ISB();
            line_hex("  T0SZ ", size);
            par("HTTBR");
            hsctlr(1, 0);
        }
    }
}

int main(void)
{
    old_trap = MRC(4, 12, 0, 0) + 0x14;
    DSB();
    MCR(4, 12, 0, 0, (u32)edge_vectors);
    ISB();
    write32(0x40000000, BX_R3);
    write32(0x40200000, BX_R3);
    own_stage();
    two_stages();
    small_tables();
    return 0;
}
