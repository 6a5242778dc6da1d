/*
 * Does each thing of the trap budget a known number of times, between null hypercalls that mark the sections: r0 is the
 * section's number, r1 how often. What the trace holds between two marks is the cost of one section.
 */
#include "guest.h"

#define TIMES 50

static u32 l1[4096] __attribute__((aligned(16384)));
static u32 l1_other[4096] __attribute__((aligned(16384)));
static volatile u32 aborts, irqs, svcs, undefs;

void on_svc(struct frame *f)
{
    svcs++;
    if (f->r[7] == 0x77)
        f->spsr = (f->spsr & ~0x1fu) | 0x1f;
}

void on_dabt(struct frame *f)
{
    aborts++;
    f->pc += 4;
}

void on_undef(struct frame *f)
{
    (void)f;
    undefs++;
}

void on_irq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack();
    if ((iar & 0x3ff) == INTID_VTIMER)
        MCR(0, 14, 3, 1, 2);
    irqs++;
    gic_eoi(iar);
}

static void mark(u32 section, u32 times)
{
    struct call c = {{section, times}};
    HVC(NULL_CALL, &c);
}

static void mmu_on(void)
{
    for (u32 i = 0; i < 4096; i++)
        l1[i] = l1_other[i] = 0;
    for (u32 mb = 0x400; mb < 0x440; mb++)
        l1[mb] = l1_other[mb] = mb << 20 | 3 << 10 | 0xe;
    l1[0x080] = l1_other[0x080] = 0x08000000 | 3 << 10 | 0x12;
    l1[0x090] = l1_other[0x090] = 0x09000000 | 3 << 10 | 0x12;
    MCR(0, 2, 0, 2, 0);
    MCR(0, 2, 0, 0, (u32)l1);
    MCR(0, 3, 0, 0, 1);
    DSB();
    MCR(0, 8, 7, 0, 0);
    ISB();
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
    ISB();
}

int main(void)
{
    mmu_on();
    gic_init();
    gic_enable(INTID_VTIMER);
    gic_enable(3);
    u32 sink = 0;
    /* touch what the sections use, so that first touches are counted where they belong */
    __asm__ volatile("cps #0x10\n mov r7, #0x77\n svc #1" ::: "r7", "memory");
    (void)read32(UART + 0x18);
    MCR(0, 2, 0, 0, (u32)l1_other);
    MCR(0, 2, 0, 0, (u32)l1);
    ISB();
    __asm__ volatile("ldr r0, [%0]\n" ::"r"(0x80000000) : "r0", "memory");
    IRQ_ON();
    MCR(0, 14, 3, 0, 1000);
    MCR(0, 14, 3, 1, 1);
    while (!irqs)
        ;
    write32(GICD + 0xf00, 2u << 24 | 3);
    while (irqs < 2)
        ;

    mark(1, TIMES); /* system call from PL0 and return */
    for (u32 i = 0; i < TIMES; i++)
        __asm__ volatile("cps #0x10\n mov r7, #0x77\n svc #1" ::: "r7", "memory");
    mark(2, TIMES); /* process switch */
    for (u32 i = 0; i < TIMES; i++) {
        MCR(0, 13, 0, 1, i & 1);
        MCR(0, 2, 0, 0, i & 1 ? (u32)l1 : (u32)l1_other);
        ISB();
    }
    mark(3, TIMES); /* page table entry write */
    for (u32 i = 0; i < TIMES; i++)
        l1[0x800] = l1_other[0x800] = 0;
    mark(4, TIMES); /* TLB invalidation */
    for (u32 i = 0; i < TIMES; i++)
        MCR(0, 8, 7, 1, 0x80000000);
    mark(5, TIMES); /* stage-1 fault */
    for (u32 i = 0; i < TIMES; i++)
        __asm__ volatile("ldr r0, [%0]\n" ::"r"(0x80000000) : "r0", "memory");
    mark(6, TIMES); /* first touch of a page */
    for (u32 i = 0; i < TIMES; i++)
        sink += read32((u32)__free_start + i * PAGE);
    mark(7, TIMES); /* second touch */
    for (u32 i = 0; i < TIMES; i++)
        sink += read32((u32)__free_start + i * PAGE);
    mark(8, TIMES); /* interrupt masking */
    for (u32 i = 0; i < TIMES; i++) {
        IRQ_OFF();
        IRQ_ON();
    }
    mark(9, TIMES); /* emulated device register */
    for (u32 i = 0; i < TIMES; i++)
        sink += read32(UART + 0x18);
    mark(10, TIMES); /* virtual timer: program (0) and fire (1), with acknowledge and end of interrupt (0) */
    for (u32 i = 0; i < TIMES; i++) {
        u32 before = irqs;
        MCR(0, 14, 3, 0, 100);
        MCR(0, 14, 3, 1, 1);
        while (irqs == before)
            ;
    }
    mark(11, TIMES); /* software generated interrupt to self */
    for (u32 i = 0; i < TIMES; i++) {
        u32 before = irqs;
        write32(GICD + 0xf00, 2u << 24 | 3);
        while (irqs == before)
            ;
    }
    mark(12, TIMES); /* WFI, and the timer's interrupt, taken while the CPU idles in Hyp mode */
    for (u32 i = 0; i < TIMES; i++) {
        IRQ_OFF();
        MCR(0, 14, 3, 0, 1000);
        MCR(0, 14, 3, 1, 1);
        WFI();
        IRQ_ON();
        ISB();
    }
    mark(13, TIMES); /* SMC: whatever it answers */
    for (u32 i = 0; i < TIMES; i++)
        __asm__ volatile(".arch_extension sec\n mov r0, #0x84000000\n smc #0" ::: "r0", "r1", "r2", "r3", "memory");
    mark(14, TIMES); /* ACTLR */
    for (u32 i = 0; i < TIMES; i++)
        sink += MRC(0, 1, 0, 1);
    mark(15, TIMES); /* cache maintenance by set and way */
    for (u32 i = 0; i < TIMES; i++)
        MCR(0, 7, 14, 2, 0);
    mark(16, TIMES); /* null hypercall */
    for (u32 i = 0; i < TIMES; i++)
        null_call();
    mark(0, 0);
    line_dec("system calls ", svcs);
    line_dec("aborts ", aborts);
    line_dec("interrupts ", irqs);
    line_dec("undefined ", undefs);
    return sink == 0x12345678;
}
