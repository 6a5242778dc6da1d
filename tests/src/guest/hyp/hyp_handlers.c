/*
 * The state that exceptions are taken to Hyp mode in: A32 or T32 by HSCTLR.TE, the byte order of data, of Hyp mode's translation tables
 * and of those of stage 2 by HSCTLR.EE. Each handler tells its CPSR, what it loads in its own order, and the state it came from.
 */
#include "guest.h"

#define EE (1u << 25)
#define TE (1u << 30)
#define NOWHERE 0x0b000000u /* no device, no memory */
#define WINDOW 0x80000000u
#define AF (1ull << 10)

void hyp_enter(u32 pc, u32 psr);

enum { UNDEF, CALL, PABT, DABT, TRAP, IRQ, FIQ };

static const char *const KIND[] = {"undef", "call", "pabt", "dabt", "trap", "irq", "fiq"};

u32 handler_marker = 0x01020304;
extern u32 a32_vectors[], t32_vectors[], leave_guest[];

void on_hyp_irq(void) {}
void on_guest_undef(void) {}
void on_guest_svc(void) {}
void on_guest_pabt(void) {}
void on_guest_dabt(void) {}
void on_guest_irq(void) {}
u32 on_hyp(u32 *r) { return (u32)r; }

/* A handler saves what a call may change in its own byte order, and restores it so; r0 tells whether to leave the guest. */
__asm__(".syntax unified\n"
        ".arch_extension virt\n"
        ".macro handler set, name, number\n"
        "\\set\\()_\\name:\n"
        " push {r0-r3, r12, lr}\n"
        " mrs r0, cpsr\n"
        " movw r1, #:lower16:handler_marker\n movt r1, #:upper16:handler_marker\n ldr r1, [r1]\n"
        " mrs r2, spsr\n"
        " mov r3, #\\number\n"
        " setend le\n"
        " movw r12, #:lower16:on_exception\n movt r12, #:upper16:on_exception\n blx r12\n"
        " cmp r0, #0\n beq 1f\n"
        " add sp, sp, #24\n movw r12, #:lower16:leave_guest\n movt r12, #:upper16:leave_guest\n bx r12\n"
        "1: mrc p15, 4, r1, c1, c0, 0\n tst r1, #0x2000000\n beq 1f\n setend be\n"
        "1: pop {r0-r3, r12, lr}\n"
        " eret\n"
        ".endm\n"
        ".macro handlers set\n"
        " handler \\set, undef, 0\n handler \\set, call, 1\n handler \\set, pabt, 2\n handler \\set, dabt, 3\n"
        " handler \\set, trap, 4\n handler \\set, irq, 5\n handler \\set, fiq, 6\n"
        ".endm\n"
        ".macro table set, wide\n"
        ".balign 32\n"
        ".global \\set\\()_vectors\n"
        "\\set\\()_vectors:\n"
        " .irp name, undef, undef, call, pabt, dabt, trap, irq, fiq\n b\\wide \\set\\()_\\name\n .endr\n"
        ".endm\n"
        ".pushsection .text\n"
        ".thumb\n table t32, .w\n handlers t32\n"
        ".arm\n table a32\n handlers a32\n"
        ".global leave_guest\n"
        "leave_guest: pop {r4-r12, pc}\n" /* what hyp_enter has saved */
        ".popsection\n");

static u32 elr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, elr_hyp" : "=r"(v));
    return v;
}

static void set_elr(u32 v) { __asm__ volatile(".arch_extension virt\n msr elr_hyp, %0" ::"r"(v)); }

__attribute__((used)) u32 on_exception(u32 cpsr, u32 marker, u32 spsr, u32 kind)
{
    u32 hsr = MRC(4, 5, 2, 0), ec = hsr >> 26, back = elr();
    print("  "), print(KIND[kind]), print(" cpsr "), print_hex(cpsr);
    print(" loads "), print_hex(marker), print(" from "), print_hex(spsr), print(" elr "), print_hex(back);
    u32 thumb = spsr & 0x20, leave = 0;
    if (kind >= IRQ) {
        u32 iar = gic_ack();
        gic_eoi(iar);
        print(" interrupt "), print_dec(iar);
    } else {
        /* ISV and what is valid with it belong to stage 2, and IL is not valid for BKPT; QEMU 7.2 sets them here too */
        print(" hsr "), print_hex(ec == 0x25 ? hsr & ~0x03ffc000u : ec == 0x21 ? hsr & ~0x02000000u : hsr);
    }
    if (ec == 0x24 || ec == 0x25) {
        print(" far "), print_hex(MRC(4, 6, 0, 0));
        if (ec == 0x24)
            print(" hpfar "), print_hex(MRC(4, 6, 0, 4));
    }
    putch('\n');
    if (kind == UNDEF || kind == DABT || (kind == TRAP && ec != 0x12))
        set_elr(back + 4);
    if (kind == PABT)
        set_elr(back + (thumb ? 2 : 4));
    if (kind == TRAP && ec == 0x12)
        leave = (hsr & 0xffff) == 0xff;
    return leave;
}

static void set_control(u32 clear, u32 set)
{
    MCR(4, 1, 0, 0, (MRC(4, 1, 0, 0) & ~clear) | set);
    ISB();
}

static void interrupt(u32 control)
{
    write32(GICC, control);
    DSB();
    write32(GICD + 0xf00, 2 << 24 | 1); /* SGI 1 to this CPU */
    DSB();
    __asm__ volatile("cpsie if\n nop\n nop\n cpsid if" ::: "memory");
}

#define DO(text) __asm__ volatile(".arch_extension virt\n" text ::: "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory")

static void from_hyp(void)
{
    print(" from Hyp mode\n");
    DO("hvc #5");
    DO("svc #6");
    DO("udf #1");
    DO("bkpt #3");
    DO("mov r0, #0x0b000000\n ldr r1, [r0]");
    DO("setend be\n hvc #7\n setend le");
    interrupt(1);
    interrupt(9);
}

/* The same for both instruction sets. A page by stage 2, then what stage 2 does not map. */
#define GUEST(load)                                                                                                \
    __asm__ volatile(".arch_extension virt\n hvc #1\n setend be\n hvc #2\n setend le\n"                           \
                     " movw r0, #:lower16:guest_load\n movt r0, #:upper16:guest_load\n"                            \
                     " ldr r1, [r0]\n ldr r1, [r1]\n str r1, [r0, #4]\n"                                           \
                     " movw r0, #0\n movt r0, #0x8000\n " load "\n setend be\n movt r0, #0x8040\n " load            \
                     "\n setend le\n hvc #0xff")

volatile u32 guest_load[2];

__attribute__((naked, target("arm"))) static void guest_arm(void) { GUEST("ldr r1, [r0]"); }

__attribute__((naked, target("thumb"))) static void guest_thumb(void) { GUEST("ldr.w r1, [r0]"); }

/* ---- translation tables in the order of HSCTLR.EE ---------------------------------------------------------- */

static u64 l1[4] __attribute__((aligned(4096)));
static u64 l2[512] __attribute__((aligned(4096)));
static u64 l3[512] __attribute__((aligned(4096)));
static u64 t1[1024] __attribute__((aligned(8192))); /* stage 2: two tables in a row */
static u64 t2[512] __attribute__((aligned(4096)));
static u64 t3[512] __attribute__((aligned(4096)));
static u32 order; /* EE, or 0 */

static u64 doubleword(u64 v) { return order ? __builtin_bswap64(v) : v; }

static void tables(void)
{
    u32 page = (u32)&handler_marker & ~0xfffu;
    l1[0] = doubleword(AF | 1 << 2 | 1 << 6 | 1);
    l1[1] = doubleword(0x40000000 | AF | 1 << 6 | 1);
    l1[2] = doubleword((u32)l2 | 3);
    l2[0] = doubleword((u32)l3 | 3);
    l2[1] = doubleword(NOWHERE | 3);
    l3[1] = doubleword(page | AF | 1 << 6 | 3);
    t1[0] = doubleword(AF | 3 << 6 | 1);
    t1[1] = doubleword(0x40000000 | AF | 3 << 6 | 0xf << 2 | 1);
    t1[2] = doubleword((u32)t2 | 3);
    t2[0] = doubleword((u32)t3 | 3);
    t3[1] = doubleword(page | AF | 3 << 6 | 0xf << 2 | 3);
}

static void translate(void)
{
    u32 page = (u32)&handler_marker & 0xfff;
    MCR(4, 10, 2, 0, 0xff44u << 8 | 0x04); /* HMAIR0 */
    MCRR(4, 2, (u32)l1);
    MCR(4, 2, 0, 2, 0x80800000); /* HTCR */
    DSB();
    MCR(4, 8, 7, 0, 0); /* TLBIALLH */
    DSB();
    ISB();
    print(" by its tables\n");
    set_control(0, order | 1);
    print("  a page "), line_hex("", read32(WINDOW + 4096 + page));
    DO("mov r0, #0x80000000\n ldr r1, [r0]");
    DO("movw r0, #0\n movt r0, #0x8020\n ldr r1, [r0]");
    DO("movw r0, #0\n movt r0, #0x8040\n ldr r1, [r0]");
    DO("hvc #5");
    set_control(EE | 1, 0);
}

static void guest(u32 pc, u32 psr)
{
    guest_load[0] = WINDOW + 4096 + ((u32)&handler_marker & 0xfff);
    hyp_enter(pc & ~1u, psr);
    line_hex("  a page ", guest_load[1]);
    guest_load[1] = 0;
}

static void guests(void)
{
    MCRR(6, 2, 1ull << 48 | (u32)t1);            /* VTTBR: VMID 1 */
    MCR(4, 2, 1, 2, 0x80000000 | 1 << 6 | 0x18); /* VTCR: SL0=1, T0SZ=-8 with S */
    DSB();
    MCR(4, 8, 7, 4, 0); /* TLBIALLNSNH */
    DSB();
    ISB();
    MCR(4, 1, 1, 0, 1); /* HCR.VM */
    ISB();
    print(" from a guest\n");
    guest((u32)guest_arm, 0x1df);
    guest((u32)guest_thumb, 0x1ff);
    MCR(4, 1, 1, 0, 0);
    ISB();
}

int main(void)
{
    gic_init();
    gic_enable(1);
    for (u32 te = 0; te < 2; te++)
        for (u32 ee = 0; ee < 2; ee++) {
            MCR(4, 12, 0, 0, te ? t32_vectors : a32_vectors);
            set_control(EE | TE, (te ? TE : 0) | (ee ? EE : 0));
            print("-- TE "), print_dec(te), line_dec(" EE ", ee);
            from_hyp();
            set_control(EE, 0);
            order = ee ? EE : 0;
            tables();
            translate();
            set_control(0, order);
            guests();
        }
    return 24;
}
