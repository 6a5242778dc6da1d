/*
 * A small hypervisor that prints every syndrome it gets: each trap control of HCR, HSTR, HDCR and CNTHCTL, stage-2
 * faults of each kind and level, instruction syndromes of each load and store form, routing of SVC and of interrupts,
 * and virtual interrupts through list registers. Built with MANUAL it shows the controls that the architecture has and
 * QEMU 7.2 lacks.
 */
#include "guest.h"

#define GICH 0x08030000u
#define GICV 0x08040000u

void hyp_enter(u32 pc, u32 psr);
extern u32 guest_vectors[];

static u64 s2_l1[1024] __attribute__((aligned(8192))); /* two concatenated tables: 40-bit IPA is more than we need */
static u64 s2_l2[512] __attribute__((aligned(4096)));
static u64 s2_l3[512] __attribute__((aligned(4096)));
static u8 guest_stacks[4][4096] __attribute__((aligned(8)));
static const char *what;
static u32 traps;

#define HCR_SET(v)                                                                                                 \
    do {                                                                                                           \
        MCR(4, 1, 1, 0, v);                                                                                        \
        ISB();                                                                                                     \
    } while (0)

static u32 elr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, elr_hyp" : "=r"(v));
    return v;
}

static void set_elr(u32 v) { __asm__ volatile(".arch_extension virt\n msr elr_hyp, %0" ::"r"(v)); }

static u32 spsr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, spsr" : "=r"(v));
    return v;
}

/* Returns non-zero to leave the guest. */
u32 on_hyp(u32 *r)
{
    u32 hsr = MRC(4, 5, 2, 0), ec = hsr >> 26;
    if ((ec == 0x12 || ec == 0x11) && (hsr & 0xffff) == 0xff)
        return 1;
    traps++;
    print(what);
    print(": hsr ");
    print_hex(hsr);
    print(" spsr ");
    print_hex(spsr() & 0x1ff);
    if (ec == 0x20 || ec == 0x24) {
        print(" far ");
        print_hex(ec == 0x20 ? MRC(4, 6, 0, 2) : MRC(4, 6, 0, 0));
        if ((hsr & 0x3c) != 0xc || (hsr & 0x80)) {
            print(" hpfar ");
            print_hex(MRC(4, 6, 0, 4));
        }
    }
    putch('\n');
    (void)r;
    if (ec == 0x12 || ec == 0x11)
        return 0; /* returns behind the instruction by itself */
    /* IL is not valid for every class in ARMv7, so look at the instruction: the guest is mapped flat */
    u32 pc = elr(), step = 4;
    if (ec == 0x20)
        return 1;
    if (spsr() & 0x20) {
        step = (*(u16 *)pc & 0xf800) >= 0xe800 ? 4 : 2;
    }
    set_elr(pc + step);
    return 0;
}

static volatile u32 hyp_irqs, last_irq, guest_irqs, guest_irq_id, undefs, svcs, pabts, dabts;

void on_hyp_irq(void)
{
    u32 iar = read32(GICC + 0xc);
    last_irq = iar;
    hyp_irqs++;
    if ((iar & 0x3ff) == 27)
        MCR(0, 14, 3, 1, 2);
    if ((iar & 0x3ff) == 26)
        MCR(4, 14, 2, 1, 2);
    write32(GICC + 0x10, iar);
}

void on_guest_undef(void) { undefs++; }
void on_guest_svc(void) { svcs++; }
void on_guest_pabt(void) { pabts++; }
void on_guest_dabt(void) { dabts++; }

void on_guest_irq(void)
{
    guest_irqs++;
    u32 iar = read32(GICV + 0xc);
    guest_irq_id = iar;
    if ((iar & 0x3ff) < 1020)
        write32(GICV + 0x10, iar);
}

/* ---- code that runs at PL1 or PL0 ---- */

#define GUEST(name, text)                                                                                          \
    __attribute__((naked, unused)) static void name(void)                                                             \
    {                                                                                                              \
        __asm__ volatile(".arch_extension virt\n .arch_extension sec\n" text "\n hvc #0xff\n b .");                \
    }

GUEST(g_wfi, "wfi")
GUEST(g_wfe, "wfe")
GUEST(g_smc, "smc #3")
GUEST(g_hvc, "hvc #0x1234")
GUEST(g_svc, "svc #0x42")
GUEST(g_user_svc, "svc #0x42\n svc #0xff")
GUEST(g_actlr, "mrc p15, 0, r5, c1, c0, 1")
GUEST(g_midr, "mrc p15, 0, r5, c0, c0, 0")
GUEST(g_pfr0, "mrc p15, 0, r5, c0, c1, 0")
GUEST(g_tcmtr, "mrc p15, 0, r5, c0, c0, 2")
GUEST(g_ctr, "mrc p15, 0, r5, c0, c0, 1")
GUEST(g_dcisw, "mov r5, #0\n mcr p15, 0, r5, c7, c6, 2")
GUEST(g_dccmvac, "mov r5, #0x40000000\n mcr p15, 0, r5, c7, c10, 1")
GUEST(g_iciallu, "mcr p15, 0, r5, c7, c5, 0")
GUEST(g_tlbiall, "mcr p15, 0, r5, c8, c7, 0")
GUEST(g_ttbr0, "mrc p15, 0, r5, c2, c0, 0\n mcr p15, 0, r5, c2, c0, 0")
GUEST(g_ttbr64, "mrrc p15, 0, r4, r5, c2\n mcrr p15, 0, r4, r5, c2")
GUEST(g_contextidr, "mcr p15, 0, r5, c13, c0, 1")
GUEST(g_l2ctlr, "mrc p15, 1, r5, c9, c0, 2")
GUEST(g_tpidr, "mrc p15, 0, r5, c13, c0, 3")
GUEST(g_cntpct, "mrrc p15, 0, r4, r5, c14")
GUEST(g_cntp, "mrc p15, 0, r5, c14, c2, 1")
GUEST(g_cntvct, "mrrc p15, 1, r4, r5, c14")
GUEST(g_pmcr, "mrc p15, 0, r5, c9, c12, 0")
GUEST(g_failed, "cmp r0, r0\n mrcne p15, 0, r5, c0, c1, 0")
GUEST(g_passed, "cmp r0, r0\n mrceq p15, 0, r5, c0, c1, 0")

#define ACCESS(name, text) GUEST(name, "mov r1, #0x80000000\n mov r2, #0x55\n mov r3, #0\n" text)
ACCESS(a_ldr, "ldr r7, [r1, #0x10]")
ACCESS(a_str, "str r2, [r1, #0x14]")
ACCESS(a_ldrb, "ldrb r8, [r1, #1]")
ACCESS(a_ldrsb, "ldrsb r9, [r1, #2]")
ACCESS(a_ldrh, "ldrh r10, [r1, #4]")
ACCESS(a_ldrsh, "ldrsh r11, [r1, #6]")
ACCESS(a_strb, "strb r2, [r1, #3]")
ACCESS(a_strh, "strh r2, [r1, #8]")
ACCESS(a_ldr_reg, "ldr r12, [r1, r3]")
ACCESS(a_ldr_wb, "ldr r4, [r1, #4]!")
ACCESS(a_ldr_post, "ldr r4, [r1], #4")
ACCESS(a_ldm, "ldm r1, {r4, r5}")
ACCESS(a_stm, "stm r1, {r4, r5}")
ACCESS(a_ldrd, "ldrd r4, r5, [r1]")
ACCESS(a_ldrex, "ldrex r4, [r1]")
ACCESS(a_ldrt, "ldrt r4, [r1]")
ACCESS(a_lr, "ldr lr, [r1]")
GUEST(a_fetch, "mov r1, #0x80000000\n bx r1")

#define SVC_MODE 0x1d3
#define USR_MODE 0x1d0

static void run(const char *name, void (*code)(void), u32 psr)
{
    what = name;
    u32 before = traps;
    hyp_enter((u32)code & ~1u, psr | ((u32)code & 1 ? 0x20 : 0));
    if (traps == before) {
        print(name);
        print(": no trap\n");
    }
}

static void set_window(u64 descriptor)
{
    s2_l3[0] = descriptor;
    DSB();
    MCR(4, 8, 7, 4, 0); /* TLBIALLNSNH */
    DSB();
    ISB();
}

static void bank_setup(void)
{
    __asm__ volatile(".arch_extension virt\n"
                     "msr sp_svc, %0\n msr sp_irq, %1\n msr sp_und, %2\n msr sp_abt, %3\n msr sp_usr, %0" ::"r"(guest_stacks[1]),
                     "r"(guest_stacks[2]), "r"(guest_stacks[3]), "r"(guest_stacks[3] + 4096));
    u32 back;
    __asm__ volatile(".arch_extension virt\n mrs %0, sp_irq" : "=r"(back));
    line_dec("banked register holds ", back == (u32)guest_stacks[2]);
}

static void controls(void)
{
    static const struct {
        const char *name;
        u32 hcr;
        void (*code)(void);
    } table[] = {
#ifdef MANUAL
        {"TWE", 1 << 14, g_wfe},       {"TID3", 1 << 18, g_pfr0},         {"TID1", 1 << 16, g_tcmtr},
        {"TSW", 1 << 22, g_dcisw},     {"TPC", 1 << 23, g_dccmvac},       {"TPU", 1 << 24, g_iciallu},
        {"TIDCP", 1 << 20, g_l2ctlr},  {"condition passed", 1 << 18, g_passed},
#else
        {"TWI", 1 << 13, g_wfi},       {"TSC", 1 << 19, g_smc},           {"HVC", 0, g_hvc},
        {"TGE off svc", 0, g_svc},     {"TAC", 1 << 21, g_actlr},         {"TID2", 1 << 17, g_ctr},
        {"TTLB", 1 << 25, g_tlbiall},  {"TVM ttbr0", 1 << 26, g_ttbr0},   {"TVM ttbr0 64", 1 << 26, g_ttbr64},
        {"TVM contextidr", 1 << 26, g_contextidr},                        {"midr", 0x07ff8000, g_midr},
        {"condition failed", 1 << 18, g_failed},
#endif
    };
    for (u32 i = 0; i < sizeof table / sizeof *table; i++) {
        HCR_SET(table[i].hcr);
        run(table[i].name, table[i].code, SVC_MODE);
        if (table[i].hcr && table[i].code != g_smc && table[i].code != g_wfi && table[i].code != g_wfe) {
            HCR_SET(0);
            run("  and with the bit clear", table[i].code, SVC_MODE);
        }
    }
    HCR_SET(0);
    MCR(4, 1, 1, 3, 1 << 13);
    run("HSTR.T13", g_tpidr, SVC_MODE);
    MCR(4, 1, 1, 3, 0);
    run("HSTR 0", g_tpidr, SVC_MODE);
    MCR(4, 14, 1, 0, 0);
    run("CNTHCTL 0 cntpct", g_cntpct, SVC_MODE);
    run("CNTHCTL 0 cntp_ctl", g_cntp, SVC_MODE);
    run("CNTHCTL 0 cntvct", g_cntvct, SVC_MODE);
    MCR(4, 14, 1, 0, 3);
    run("CNTHCTL 3 cntpct", g_cntpct, SVC_MODE);
    run("CNTHCTL 3 cntp_ctl", g_cntp, SVC_MODE);
    u32 hdcr = MRC(4, 1, 1, 1);
    MCR(4, 1, 1, 1, hdcr | 1 << 6);
    run("HDCR.TPM", g_pmcr, SVC_MODE);
#ifdef MANUAL
    MCR(4, 1, 1, 1, hdcr | 1 << 5);
    run("HDCR.TPMCR", g_pmcr, SVC_MODE);
#endif
    MCR(4, 1, 1, 1, hdcr);
    run("HDCR 0", g_pmcr, SVC_MODE);
}

static void stage2(void)
{
    /* IPA 0-2 GiB flat in 1 GiB blocks, the window at 2 GiB through all three levels */
    s2_l1[0] = 0x00000000ull | 0x7fd; /* AF, inner shareable, RW, normal write-back */
    s2_l1[1] = 0x40000000ull | 0x7fd;
    s2_l1[2] = (u32)s2_l2 | 3;
    s2_l2[0] = (u32)s2_l3 | 3;
    MCR(4, 2, 1, 2, 0x80000000 | 1 << 6 | 0x18); /* VTCR: SL0=1, T0SZ=-8 with S */
    MCRR(6, 2, (u64)(u32)s2_l1 | 5ull << 48);    /* VMID 5 */
    HCR_SET(1);
    set_window(0);
    static const struct {
        const char *name;
        void (*code)(void);
    } forms[] = {{"ldr", a_ldr}, {"str", a_str}, {"ldrb", a_ldrb}, {"ldrsb", a_ldrsb}, {"ldrh", a_ldrh},
        {"ldrsh", a_ldrsh}, {"strb", a_strb}, {"strh", a_strh}, {"ldr reg", a_ldr_reg}, {"ldr wb", a_ldr_wb},
        {"ldr post", a_ldr_post}, {"ldm", a_ldm}, {"stm", a_stm}, {"ldrd", a_ldrd}, {"ldrex", a_ldrex},
#ifdef MANUAL
        {"ldrt", a_ldrt},
#endif
        {"ldr lr", a_lr}, {"fetch", a_fetch}};
    for (u32 i = 0; i < sizeof forms / sizeof *forms; i++)
        run(forms[i].name, forms[i].code, SVC_MODE);
    static const struct {
        const char *name;
        u64 descriptor;
    } kinds[] = {{"L3 invalid", 0}, {"no access flag", 0x403003ff}, {"none", 0x4030073f}, {"read-only", 0x4030077f},
        {"write-only", 0x403007bf}, {"read-write", 0x403007ff}, {"read-write XN", 0x403007ff | 1ull << 54}};
    write32(0x40300000, 0xe12fff1e); /* bx lr */
    for (u32 i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        print(kinds[i].name);
        putch('\n');
        set_window(kinds[i].descriptor);
        run("  load", a_ldr_reg, SVC_MODE);
        run("  store", a_str, SVC_MODE);
        run("  user load", a_ldr_reg, 0x1d3);
    }
    s2_l2[0] = 0;
    set_window(0);
    run("L2 invalid", a_ldr, SVC_MODE);
    s2_l1[2] = 0;
    set_window(0);
    run("L1 invalid", a_ldr, SVC_MODE);
    s2_l1[2] = (u32)s2_l2 | 3;
    s2_l2[0] = (u32)s2_l3 | 3;
    set_window(0x403007ff);
    write32(0x40300000, 0xcafe);
    MCR(0, 7, 8, 4, 0x80000000); /* ATS12NSOPR */
    ISB();
    line_hex("ATS12NSOPR ", MRC(0, 7, 4, 0) & 0xfffff001);
    MCR(0, 7, 8, 4, 0x80001000);
    ISB();
    line_hex("ATS12NSOPR of nothing ", MRC(0, 7, 4, 0) & 1);
    HCR_SET(0);
}

__attribute__((naked)) static void g_wait_irq(void)
{
    /* enables IRQs, spins until guest_irqs changes, or gives up */
    __asm__ volatile(".arch_extension virt\n"
                     "ldr r4, =guest_irqs\n ldr r5, [r4]\n ldr r6, =200000\n cpsie i\n"
                     "1: ldr r7, [r4]\n cmp r7, r5\n bne 2f\n subs r6, r6, #1\n bne 1b\n"
                     "2: cpsid i\n hvc #0xff\n b .\n .ltorg");
}

__attribute__((naked)) static void g_wait_hyp_irq(void)
{
    __asm__ volatile(".arch_extension virt\n"
                     "ldr r4, =hyp_irqs\n ldr r5, [r4]\n ldr r6, =4000000\n"
                     "1: ldr r7, [r4]\n cmp r7, r5\n bne 2f\n subs r6, r6, #1\n bne 1b\n"
                     "2: hvc #0xff\n b .\n .ltorg");
}

static void interrupts(void)
{
    MCR(0, 12, 0, 0, (u32)guest_vectors);
    gic_init();
    gic_enable(27);
    gic_enable(26);
    /* a physical interrupt reaches Hyp although the guest masks IRQs */
    HCR_SET(1 << 4);
    MCR(0, 14, 3, 0, 1000);
    MCR(0, 14, 3, 1, 1);
    run("wait for the timer", g_wait_hyp_irq, SVC_MODE);
    line_dec("interrupts in Hyp ", hyp_irqs);
    line_dec("last ", last_irq);
    MCR(0, 14, 3, 1, 0);
    MCR(4, 14, 2, 0, 1000); /* CNTHP_TVAL */
    MCR(4, 14, 2, 1, 1);
    run("wait for the Hyp timer", g_wait_hyp_irq, SVC_MODE);
    line_dec("interrupts in Hyp ", hyp_irqs);
    line_dec("last ", last_irq);
    MCR(4, 14, 2, 1, 0);
    /* a virtual interrupt through a list register */
    write32(GICH, 1);
    write32(GICH + 8, 0xf8000001);           /* VMCR: PMR lets all pass, Group 0 enabled */
    line_hex("VTR ", read32(GICH + 4));
    write32(GICH + 0x100, 0x10000000 | 10u << 23 | 48);
    line_hex("ELRSR ", read32(GICH + 0x30));
    write32(GICV, 1);
    write32(GICV + 4, 0xff);
    run("virtual interrupt", g_wait_irq, SVC_MODE);
    line_dec("guest interrupts ", guest_irqs);
    line_dec("its number ", guest_irq_id);
    line_hex("LR0 after EOI ", read32(GICH + 0x100));
    line_hex("ELRSR ", read32(GICH + 0x30));
    line_hex("EISR ", read32(GICH + 0x20));
    /* with an EOI maintenance request, two at once by priority */
    write32(GICH + 0x100, 0x10000000 | 12u << 23 | 1 << 19 | 50);
    write32(GICH + 0x104, 0x10000000 | 4u << 23 | 51);
    run("two virtual interrupts", g_wait_irq, SVC_MODE);
    line_dec("its number ", guest_irq_id);
    run("the other", g_wait_irq, SVC_MODE);
    line_dec("its number ", guest_irq_id);
    line_hex("EISR ", read32(GICH + 0x20));
    line_hex("MISR ", read32(GICH + 0x10));
    line_dec("guest interrupts ", guest_irqs);
    write32(GICH + 0x100, 0);
    HCR_SET(1 << 27 | 1 << 4);
    run("TGE svc from user", g_user_svc, USR_MODE);
    HCR_SET(0);
}

int main(void)
{
    line_hex("cpsr ", ({ u32 v; __asm__ volatile("mrs %0, cpsr" : "=r"(v)); v & 0x1df; }));
    line_hex("HSCTLR ", MRC(4, 1, 0, 0));
    line_hex("VPIDR ", MRC(4, 0, 0, 0));
    line_hex("VMPIDR ", MRC(4, 0, 0, 5));
    MCR(0, 12, 0, 0, (u32)guest_vectors);
    bank_setup();
    controls();
    line_dec("svcs taken by the guest ", svcs);
    stage2();
    interrupts();
    line_dec("undefs taken by the guest ", undefs);
    line_dec("traps ", traps);
    return 3;
}
