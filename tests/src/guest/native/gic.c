/* The interrupt controller as a PL1 program sees it: order, preemption, binary point, masks, split end, active state,
 * software interrupts, edges and levels, groups as FIQ. */
#include "guest.h"

#define CTLR 0x000
#define ISENABLER 0x100
#define ICENABLER 0x180
#define ISPENDR 0x200
#define ICPENDR 0x280
#define ISACTIVER 0x300
#define ICACTIVER 0x380
#define IPRIORITYR 0x400
#define ICFGR 0xC00
#define SGIR 0xF00
#define CPENDSGIR 0xF10
#define SPENDSGIR 0xF20
#define PMR 0x04
#define BPR 0x08
#define EOIR 0x10
#define RPR 0x14
#define HPPIR 0x18
#define APR 0xD0
#define DIR 0x1000

static u32 nested;     /* interrupts to make pending from within the next handlers, 8 bits each */
static u32 split;      /* GICC_CTLR.EOImode is 1 */
static u32 depth;

static void pend(u32 intid) { write32(GICD + ISPENDR + intid / 32 * 4, 1u << intid % 32); }
static u32 active(u32 intid) { return read32(GICD + ISACTIVER + intid / 32 * 4) >> intid % 32 & 1; }
static u32 pending(u32 intid) { return read32(GICD + ISPENDR + intid / 32 * 4) >> intid % 32 & 1; }
static void set_priority(u32 intid, u32 p) { write8(GICD + IPRIORITYR + intid, (u8)p); }

static void say(const char *what, u32 iar)
{
    for (u32 i = 0; i < depth; i++)
        print("  ");
    print(what);
    print(" ");
    print_dec(iar & 0x3ff);
    print(" from ");
    print_dec(iar >> 10 & 7);
    line_hex(" running ", read32(GICC + RPR));
}

/* Takes one interrupt, with others let in while it is handled. */
void on_irq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack();
    if ((iar & 0x3ff) >= 1020) {
        line_dec("spurious ", iar & 0x3ff);
        return;
    }
    say("begin", iar);
    depth++;
    if (nested & 0xff) {
        u32 next = nested & 0xff;
        nested >>= 8;
        pend(next);
        u32 spsr;
        __asm__ volatile("mrs %0, spsr" : "=r"(spsr));
        /* in System mode, so that the nested entry does not overwrite LR_irq */
        __asm__ volatile("cps #0x1f\n cpsie i\n isb\n nop\n nop\n cpsid i\n cps #0x12" ::: "memory", "lr");
        __asm__ volatile("msr spsr_cxsf, %0" ::"r"(spsr));
    }
    depth--;
    gic_eoi(iar);
    if (split) {
        print("  after EOIR active ");
        print_dec(active(iar & 0x3ff));
        line_hex(" running ", read32(GICC + RPR));
        write32(GICC + DIR, iar);
    }
    say("end", iar);
}

void on_fiq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack();
    line_dec("fiq ", iar & 0x3ff);
    gic_eoi(iar);
}

static void let_in(void)
{
    IRQ_ON();
    ISB();
    IRQ_OFF();
}

static void order_and_preemption(void)
{
    print("-- by priority, not by number\n");
    set_priority(40, 0xc0);
    set_priority(41, 0x40);
    set_priority(42, 0x80);
    pend(40), pend(41), pend(42);
    line_dec("highest ", read32(GICC + HPPIR));
    let_in();
    print("-- higher preempts\n");
    nested = 42 | 41 << 8;
    pend(40);
    let_in();
    print("-- lower waits\n");
    nested = 40;
    pend(41);
    let_in();
    print("-- same group waits\n");
    write32(GICC + BPR, 7);
    nested = 41;
    pend(40);
    let_in();
    write32(GICC + BPR, 2);
    line_dec("binary point ", read32(GICC + BPR));
}

static void masks(void)
{
    print("-- mask\n");
    write32(GICC + PMR, 0x80);
    pend(42), pend(40);
    line_dec("highest ", read32(GICC + HPPIR));
    line_dec("acknowledged ", gic_ack());
    write32(GICC + PMR, 0x90);
    line_dec("highest ", read32(GICC + HPPIR));
    let_in();
    write32(GICC + PMR, 0xf0);
    let_in();
    print("-- disabled, then not\n");
    write32(GICD + ICENABLER + 4, 1 << 8);
    pend(40);
    let_in();
    line_dec("pending ", pending(40));
    write32(GICD + ISENABLER + 4, 1 << 8);
    let_in();
    write32(GICD + CTLR, 0);
    pend(40);
    let_in();
    line_dec("pending ", pending(40));
    write32(GICD + ICPENDR + 4, 1 << 8);
    write32(GICD + CTLR, 1);
    let_in();
}

static void split_end(void)
{
    print("-- split end\n");
    split = 1;
    write32(GICC, 0x201);
    pend(42);
    let_in();
    /* dropped, but not deactivated: it cannot come again, others can */
    pend(42);
    u32 iar = gic_ack();
    gic_eoi(iar);
    pend(42);
    line_dec("again ", gic_ack());
    pend(40);
    let_in();
    write32(GICC + DIR, iar);
    let_in();
    split = 0;
    write32(GICC, 1);
}

static void active_state(void)
{
    print("-- active by hand\n");
    write32(GICD + ISACTIVER, 1 << 20);
    line_dec("active ", active(20));
    set_priority(20, 0x20);
    write32(GICD + ISENABLER, 1 << 20);
    pend(20);
    line_dec("acknowledged ", gic_ack());
    write32(GICD + ICACTIVER, 1 << 20);
    line_dec("active ", active(20));
    let_in();
    print("-- without end\n");
    pend(42);
    u32 iar = gic_ack();
    line_hex("apr ", read32(GICC + APR) | read32(GICC + APR + 4) | read32(GICC + APR + 8) | read32(GICC + APR + 12));
    pend(40);
    line_dec("lower ", gic_ack());
    pend(41);
    u32 inner = gic_ack();
    line_dec("higher ", inner);
    gic_eoi(inner);
    line_hex("running ", read32(GICC + RPR));
    gic_eoi(iar);
    line_hex("running ", read32(GICC + RPR));
    let_in();
}

static void software_interrupts(void)
{
    print("-- software interrupts\n");
    for (u32 i = 0; i < 16; i++)
        set_priority(i, 0x60);
    write32(GICD + SGIR, 2u << 24 | 9);
    write32(GICD + SGIR, 1u << 16 | 3);
    write32(GICD + SGIR, 1u << 24 | 4); /* all others: nobody */
    let_in();
    line_dec("nothing left ", gic_ack());
    write8(GICD + SPENDSGIR + 5, 1); /* 5, from CPU 0; by bytes, because QEMU stumbles over zeros for the others */
    line_hex("sources ", read32(GICD + SPENDSGIR + 4));
    write8(GICD + CPENDSGIR + 5, 1);
    line_hex("sources ", read32(GICD + SPENDSGIR + 4));
    write8(GICD + SPENDSGIR + 5, 1);
    let_in();
    write32(GICD + ISPENDR, 0xffff); /* not this way */
    line_dec("nothing ", gic_ack());
    write32(GICD + ICENABLER, 0xffff);
    line_hex("always enabled ", read32(GICD + ISENABLER) & 0xffff);
}

static void levels(void)
{
    print("-- level of the UART\n");
    gic_enable(33);
    write32(UART + 0x44, 0x7ff);
    write32(UART + 0x38, 0x20); /* transmit interrupt: raised by the next byte */
    putch('\n');
    line_dec("pending ", pending(33));
    write32(GICD + ICPENDR + 4, 2);
    line_dec("still ", pending(33));
    u32 iar = gic_ack();
    line_dec("acknowledged ", iar);
    gic_eoi(iar);
    line_dec("still ", pending(33));
    write32(UART + 0x38, 0);
    line_dec("gone ", pending(33));
    print("-- edge\n");
    write32(GICD + ICFGR + 8, 2 << 2);
    write32(UART + 0x44, 0x7ff);
    write32(UART + 0x38, 0x20);
    putch('\n');
    write32(UART + 0x38, 0);
    line_dec("remembered ", pending(33));
    iar = gic_ack();
    line_dec("acknowledged ", iar);
    gic_eoi(iar);
    line_dec("gone ", pending(33));
    write32(GICD + ICFGR + 8, 0);
}

static void fast_interrupts(void)
{
    print("-- as fiq\n");
    write32(GICC, 9); /* FIQEn */
    pend(42);
    let_in();
    __asm__ volatile("cpsie f\n isb\n cpsid f" ::: "memory");
    write32(GICC, 1);
    pend(42);
    let_in();
}

int main(void)
{
    gic_init();
    write32(GICC + PMR, 0xf0);
    for (u32 i = 40; i <= 42; i++)
        gic_enable(i);
    line_hex("type ", read32(GICD + 4));
    line_hex("identification ", read32(GICC + 0xfc));
    order_and_preemption();
    masks();
    split_end();
    active_state();
    software_interrupts();
    levels();
    fast_interrupts();
    return 7;
}
