/*
 * The state that exceptions are taken in: A32 or T32 by SCTLR.TE, the byte order of data, and of translation tables, by SCTLR.EE. Each
 * handler tells its CPSR, what it loads in its own order, and the state it came from; then it goes back there.
 */
#include "guest.h"

#define EE (1u << 25)
#define TE (1u << 30)
#define NOWHERE 0x0b000000u /* no device, no memory */
#define WINDOW 0x80000000u
#define AF (1ull << 10)

enum { UNDEF, SVC, PABT, DABT, IRQ, FIQ };

static const char *const KIND[] = {"undef", "svc", "pabt", "dabt", "irq", "fiq"};

u32 handler_marker = 0x01020304;
extern u32 a32_vectors[], t32_vectors[];
static u32 stack[5][256] __attribute__((aligned(8)));
static u32 from_user;
u32 resume; /* where a fetch from nowhere goes on */

__asm__(".syntax unified\n"
        ".macro handler set, name, number\n"
        "\\set\\()_\\name:\n"
        " push {r0-r3, r12, lr}\n"
        " mrs r0, cpsr\n"
        " movw r1, #:lower16:handler_marker\n movt r1, #:upper16:handler_marker\n ldr r1, [r1]\n"
        " mrs r2, spsr\n"
        " mov r3, lr\n"
        " setend le\n"
        " mov r12, #\\number\n"
        " push {r12, lr}\n"
        " movw r12, #:lower16:on_exception\n movt r12, #:upper16:on_exception\n blx r12\n"
        " add sp, sp, #8\n"
        " mrc p15, 0, r1, c1, c0, 0\n tst r1, #0x2000000\n beq 1f\n setend be\n"
        "1: str r0, [sp, #20]\n"
        " pop {r0-r3, r12, lr}\n"
        " subs pc, lr, #0\n"
        ".endm\n"
        ".macro handlers set\n"
        " handler \\set, undef, 0\n handler \\set, svc, 1\n handler \\set, pabt, 2\n"
        " handler \\set, dabt, 3\n handler \\set, irq, 4\n handler \\set, fiq, 5\n"
        ".endm\n"
        ".pushsection .text\n"
        ".macro table set, wide\n"
        ".balign 32\n"
        ".global \\set\\()_vectors\n"
        "\\set\\()_vectors:\n"
        " .irp name, undef, undef, svc, pabt, dabt, undef, irq, fiq\n b\\wide \\set\\()_\\name\n .endr\n"
        ".endm\n"
        ".arm\n table a32\n handlers a32\n"
        ".thumb\n table t32, .w\n handlers t32\n"
        ".popsection\n"
#ifdef __thumb__
        ".thumb\n"
#else
        ".arm\n"
#endif
);

static void set_spsr(u32 v) { __asm__ volatile("msr spsr_cxsf, %0" ::"r"(v)); }

/* Where to go on. */
__attribute__((used)) u32 on_exception(u32 cpsr, u32 marker, u32 spsr, u32 lr, u32 kind)
{
    print("  "), print(KIND[kind]), print(" cpsr "), print_hex(cpsr);
    print(" loads "), print_hex(marker), print(" from "), print_hex(spsr), print(" lr "), print_hex(lr);
    u32 thumb = spsr & 0x20;
    switch (kind) {
    case UNDEF:
        lr += thumb ? 2 : 0; /* a 32-bit instruction: LR_und is behind its first halfword */
        break;
    case SVC:
        if (from_user)
            set_spsr(spsr | 0x1f), from_user = 0;
        break;
    case PABT:
        print(" ifsr "), print_hex(MRC(0, 5, 0, 1) & ~0xc00u);
        lr -= thumb ? 2 : 0; /* BKPT */
        if (resume)
            lr = resume, resume = 0;
        break;
    case DABT:
        print(" dfsr "), print_hex(MRC(0, 5, 0, 0)), print(" dfar "), print_hex(MRC(0, 6, 0, 0));
        lr -= 4;
        break;
    default: {
        u32 iar = gic_ack();
        gic_eoi(iar);
        print(" interrupt "), print_dec(iar);
        lr -= 4;
    }
    }
    putch('\n');
    return lr;
}

static void stacks(void)
{
#define STACK(number, i)                                                                                           \
    __asm__ volatile("cps #" number "\n mov sp, %0\n cps #0x1f" ::"r"(stack[i] + 256) : "memory")
    STACK("0x1b", 0);
    STACK("0x13", 1);
    STACK("0x17", 2);
    STACK("0x12", 3);
    STACK("0x11", 4);
}

static void interrupt(u32 control)
{
    write32(GICC, control);
    DSB();
    write32(GICD + 0xf00, 2 << 24 | 1); /* SGI 1 to this CPU */
    DSB();
    __asm__ volatile("cpsie if\n nop\n nop\n cpsid if" ::: "memory");
}

#ifdef __thumb__
#define UDF "udf.w #1"
#define LDR "ldr.w r1, [r0]"
#define WIDE ".w"
#define STATE "orr r0, r0, #1\n"
#else
#define UDF "udf #1"
#define LDR "ldr r1, [r0]"
#define WIDE ""
#define STATE
#endif
#define FETCH                                                                                                      \
    "movw r2, #:lower16:resume\n movt r2, #:upper16:resume\n adr r1, 1f\n str r1, [r2]\n"                         \
    " mov r0, #0x0b000000\n " STATE " bx r0\n .balign 4\n1:"
#define DO(text) __asm__ volatile(text ::: "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory")

static void provoke(void)
{
    DO("svc #5");
    DO(UDF);
    DO("bkpt #3");
    DO("mov r0, #0x0b000000\n " LDR);
    DO("mrc p15, 0, r0, c11, c0, 0"); /* no such register, which a hypervisor traps to say so */
    DO(FETCH);
    interrupt(1);
    interrupt(9);
    print(" from big-endian code\n");
    DO("setend be\n svc #5\n setend le");
    DO("setend be\n " UDF "\n setend le");
    DO("mov r0, #0x0b000000\n setend be\n " LDR "\n setend le");
    print(" from an IT block\n");
    DO("cmp r0, r0\n itte eq\n moveq r0, #0x0b000000\n ldreq" WIDE " r1, [r0]\n movne r0, #0");
    DO("cmp r0, r0\n ite ne\n movne r0, #0\n svceq #5");
    print(" from User mode\n");
    from_user = 1;
    DO("cps #0x10\n setend be\n svc #5\n setend le");
}

static void set_control(u32 clear, u32 set)
{
    MCR(0, 1, 0, 0, (MRC(0, 1, 0, 0) & ~clear) | set);
    ISB();
}

/* ---- translation tables in the order of SCTLR.EE ------------------------------------------------------------- */

static u32 s1[4096] __attribute__((aligned(16384)));
static u32 s2[256] __attribute__((aligned(1024)));
static u64 l1[4] __attribute__((aligned(4096)));
static u64 l2[512] __attribute__((aligned(4096)));
static u64 l3[512] __attribute__((aligned(4096)));
static u32 order; /* EE, or 0 */

static u32 word(u32 v) { return order ? __builtin_bswap32(v) : v; }
static u64 doubleword(u64 v) { return order ? __builtin_bswap64(v) : v; }

static void tables(void)
{
    for (u32 i = 0; i < 4096; i++)
        s1[i] = word(i < 0x800 ? i << 20 | 0xc02 | (i >= 0x400 ? 0x1000c : 0) : 0);
    s1[WINDOW >> 20] = word((u32)s2 | 1);
    s1[(WINDOW >> 20) + 1] = word(NOWHERE | 1);
    s2[1] = word(((u32)&handler_marker & ~0xfffu) | 0x3e);
    l1[0] = doubleword(AF | 1 << 2 | 1);
    l1[1] = doubleword(0x40000000 | AF | 1);
    l1[2] = doubleword((u32)l2 | 3);
    l2[0] = doubleword((u32)l3 | 3);
    l2[1] = doubleword(NOWHERE | 3);
    l3[1] = doubleword(((u32)&handler_marker & ~0xfffu) | AF | 3);
}

static void translate(u32 large)
{
    u32 page = (u32)&handler_marker & 0xfff;
    MCR(0, 3, 0, 0, 0x55555555);
    MCR(0, 10, 2, 0, 0xff44u << 8 | 0x04); /* MAIR0, or PRRR with TEX remap off, which makes it irrelevant */
    if (large)
        MCRR(0, 2, (u32)l1);
    else
        MCR(0, 2, 0, 0, (u32)s1);
    MCR(0, 2, 0, 2, large << 31);
    DSB();
    MCR(0, 8, 7, 0, 0);
    DSB();
    ISB();
    set_control(0, order | 1);
    print("  by a page "), print_hex(read32(WINDOW + 4096 + page));
    putch('\n');
    DO("mov r0, #0x80000000\n " LDR);
    DO("movw r0, #0\n movt r0, #0x8020\n " LDR);
    DO("movw r0, #0\n movt r0, #0x8010\n " LDR);
    DO("movw r0, #0\n movt r0, #0xc000\n " LDR);
    DO("svc #5");
    MCR(0, 7, 8, 0, WINDOW + 4096);
    ISB();
    line_hex("  PAR ", MRC(0, 7, 4, 0) & 0xfffff001);
    set_control(EE | 1, 0);
}

int main(void)
{
    stacks();
    gic_init();
    gic_enable(1);
    for (u32 te = 0; te < 2; te++)
        for (u32 ee = 0; ee < 2; ee++) {
            MCR(0, 12, 0, 0, te ? t32_vectors : a32_vectors);
            set_control(EE | TE, (te ? TE : 0) | (ee ? EE : 0));
            print("-- TE "), print_dec(te), line_dec(" EE ", ee);
            provoke();
            set_control(EE, 0);
            order = ee ? EE : 0;
            tables();
            print(" short descriptors\n");
            translate(0);
            print(" long descriptors\n");
            translate(1);
        }
    return 23;
}
