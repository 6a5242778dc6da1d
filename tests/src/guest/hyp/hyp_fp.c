/*
 * Who may use floating point and vectors: CPACR, FPEXC and HCPTR against each other at PL1 and PL2, and the traps of the identification
 * registers. HSR.TA, which QEMU 7.2 does not set, is not shown.
 */
#include "guest.h"

void hyp_enter(u32 pc, u32 psr);
extern u32 guest_vectors[];

#define SVC_MODE 0x1d3
#define THUMB 0x20

#define CPACR_ALL 0x00f00000u
#define CPACR_PL1 0x00500000u
#define FPEXC_EN (1u << 30)
#define TCP10_11 (3u << 10)
#define HSR_TA (1u << 5)
#define TID0 (1u << 15)
#define TID3 (1u << 18)

static u8 guest_stacks[4][4096] __attribute__((aligned(8)));
static const char *what;
static u32 traps;
static volatile u32 undefs;

static u32 elr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, elr_hyp" : "=r"(v));
    return v;
}

static u32 spsr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, spsr" : "=r"(v));
    return v;
}

/* Returns non-zero to leave the guest. All instructions that trap here have 32 bits. */
u32 on_hyp(u32 *r)
{
    u32 hsr = MRC(4, 5, 2, 0), ec = hsr >> 26;
    (void)r;
    if (ec == 0x12)
        return 1;
    traps++;
    print(what);
    print(": hsr ");
    print_hex(ec == 0x07 ? hsr & ~HSR_TA : hsr);
    line_hex(" spsr ", spsr() & 0x1ff);
    __asm__ volatile(".arch_extension virt\n msr elr_hyp, %0" ::"r"(elr() + 4));
    return 0;
}

void on_hyp_irq(void) {}
void on_guest_svc(void) {}
void on_guest_pabt(void) {}
void on_guest_dabt(void) {}
void on_guest_irq(void) {}

void on_guest_undef(void) { undefs++; }

#define GUEST(name, text)                                                                                          \
    __attribute__((naked)) static void name(void)                                                                  \
    {                                                                                                              \
        __asm__ volatile(".arch_extension virt\n .fpu neon-vfpv4\n" text "\n hvc #0xff\n b .");                    \
    }
GUEST(g_single, "vadd.f32 s0, s1, s2")
GUEST(g_double, "vadd.f64 d0, d1, d2")
GUEST(g_upper, "vadd.f64 d0, d1, d17")
GUEST(g_load, "mov r1, #0x40000000\n vldr d0, [r1]")
GUEST(g_move, "vmov r1, s0")
GUEST(g_fpscr, "vmrs r1, fpscr")
GUEST(g_fpexc, "vmrs r1, fpexc")
GUEST(g_fpsid, "vmrs r6, fpsid")
GUEST(g_mvfr0, "vmrs r7, mvfr0")
GUEST(g_mvfr1, "vmrs r8, mvfr1")
GUEST(g_write_fpsid, "vmsr fpsid, r1")
GUEST(g_integers, "vadd.i32 d0, d1, d2")
GUEST(g_structure, "mov r1, #0x40000000\n vld1.8 {d0}, [r1]")
GUEST(g_byte, "vmov.8 d0[1], r1")
GUEST(g_word, "vmov.32 d0[1], r1")
GUEST(g_duplicate, "vdup.8 d0, r1")
GUEST(g_failed, "cmp r0, r0\n it ne\n vaddne.f32 s0, s1, s2")
GUEST(g_passed, "cmp r0, r0\n it eq\n vaddeq.f32 s0, s1, s2")

static const struct {
    const char *name;
    void (*code)(void);
} codes[] = {{"single", g_single},         {"double", g_double},       {"upper", g_upper},
             {"load", g_load},             {"move", g_move},           {"fpscr", g_fpscr},
             {"fpexc", g_fpexc},           {"fpsid", g_fpsid},         {"mvfr0", g_mvfr0},
             {"mvfr1", g_mvfr1},           {"write fpsid", g_write_fpsid}, {"integers", g_integers},
             {"structure", g_structure},   {"byte", g_byte},           {"word", g_word},
             {"duplicate", g_duplicate},   {"failed", g_failed},       {"passed", g_passed}};

static void run(u32 n, u32 psr)
{
    u32 traps_before = traps, undefs_before = undefs;
    what = codes[n].name;
    hyp_enter((u32)codes[n].code & ~1u, psr | ((u32)codes[n].code & 1 ? THUMB : 0));
    if (traps == traps_before) {
        print(what);
        print(undefs == undefs_before ? ": executes\n" : ": undefined\n");
    }
}

/* All instructions at PL1 with these controls. */
static void with(const char *title, u32 cpacr, u32 fpexc, u32 hcptr, u32 hcr)
{
    print("-- ");
    print(title);
    putch('\n');
    MCR(4, 1, 1, 2, 0);
    ISB();
    __asm__ volatile(".fpu neon-vfpv4\n vmsr fpexc, %0" ::"r"(fpexc));
    MCR(0, 1, 0, 2, cpacr);
    MCR(4, 1, 1, 0, hcr);
    MCR(4, 1, 1, 2, hcptr);
    ISB();
    for (u32 n = 0; n < sizeof codes / sizeof *codes; n++)
        run(n, SVC_MODE);
    MCR(4, 1, 1, 0, 0);
    ISB();
}

static void in_hyp_mode(const char *title, u32 hcptr)
{
    print("-- ");
    print(title);
    putch('\n');
    MCR(4, 1, 1, 2, hcptr);
    ISB();
    what = "single";
    __asm__ volatile(".fpu neon-vfpv4\n vadd.f32 s0, s1, s2");
    what = "integers";
    __asm__ volatile("vadd.i32 d0, d1, d2");
    what = "fpexc";
    __asm__ volatile("vmrs r0, fpexc" ::: "r0");
    MCR(4, 1, 1, 2, 0);
    ISB();
}

int main(void)
{
    __asm__ volatile(".arch_extension virt\n msr sp_svc, %0\n msr sp_und, %1" ::"r"(guest_stacks[1]), "r"(guest_stacks[2]));
    MCR(0, 12, 0, 0, guest_vectors);
    with("enabled", CPACR_ALL, FPEXC_EN, 0, 0);
    with("FPEXC.EN is 0", CPACR_ALL, 0, 0, 0);
    with("CPACR is 0", 0, FPEXC_EN, 0, 0);
    with("CPACR is for PL1", CPACR_PL1, FPEXC_EN, 0, 0);
    with("HCPTR", CPACR_ALL, FPEXC_EN, TCP10_11, 0);
    with("HCPTR and CPACR is 0", 0, FPEXC_EN, TCP10_11, 0);
    with("TID0", CPACR_ALL, FPEXC_EN, 0, TID0);
    with("TID3", CPACR_ALL, 0, 0, TID3);
    with("enabled again", CPACR_ALL, FPEXC_EN, 0, 0);
    in_hyp_mode("Hyp mode", 0);
    in_hyp_mode("Hyp mode and HCPTR", TCP10_11);
    return 0;
}
