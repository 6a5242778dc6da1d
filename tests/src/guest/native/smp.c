/* Secondary CPUs by PSCI: each adds to a counter under an exclusive lock, answers an SGI, and turns itself off. */
#include "guest.h"

static volatile u32 lock, total, online, sgis[8];
static u8 stacks[8][1024] __attribute__((aligned(8)));

static void take(void)
{
    u32 old, failed;
    do {
        __asm__ volatile("ldrex %0, [%2]\n cmp %0, #0\n it eq\n strexeq %1, %3, [%2]\n it ne\n movne %1, #1"
                         : "=&r"(old), "=&r"(failed)
                         : "r"(&lock), "r"(1)
                         : "cc", "memory");
    } while (failed);
    DMB();
}

static void give(void)
{
    DMB();
    lock = 0;
}

void on_irq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack();
    sgis[MRC(0, 0, 0, 5) & 3] |= 1u << (iar & 0xf);
    gic_eoi(iar);
}

__attribute__((used)) void secondary(u32 cpu)
{
    MCR(0, 12, 0, 0, (u32)vectors);
    write32(GICC + 4, 0xff);
    write32(GICC, 1);
    write32(GICD + 0x100, 0xffff);
    for (u32 i = 0; i < 1000; i++) {
        take();
        total++;
        give();
    }
    take();
    online |= 1u << cpu;
    give();
    IRQ_ON();
    while (!sgis[cpu])
        WFI();
    psci(0x84000002 /* CPU_OFF */, 0, 0, 0);
}

__attribute__((naked)) static void secondary_entry(void)
{
    /* r0 is the context: stack top with the CPU number in the word below; started in the state of the entry address */
    __asm__ volatile("mov sp, r0\n sub r1, r0, #512\n cps #0x12\n mov sp, r1\n cps #0x13\n ldr r0, [sp, #-4]!\n sub sp, sp, #4\n"
                     "bl secondary\n b .");
}

int main(void)
{
    gic_init();
    write32(GICD + 0x100, 0xffff);
    line_hex("psci version ", psci(0x84000000, 0, 0, 0));
    u32 started = 0;
    for (u32 cpu = 1; cpu < 4; cpu++) {
        u32 *top = (u32 *)(stacks[cpu] + sizeof stacks[cpu]);
        top[-1] = cpu;
        u32 r = psci(0x84000003 /* CPU_ON */, cpu, (u32)secondary_entry, (u32)top);
        print("cpu_on ");
        print_dec(cpu);
        line_hex(" ", r);
        started += r == 0;
    }
    line_hex("cpu_on of none ", psci(0x84000003, 9, (u32)secondary_entry, 0));
    for (u32 i = 0; i < 1000; i++) {
        take();
        total++;
        give();
    }
    while (1) {
        take();
        u32 bits = online;
        give();
        if (bits == 0xe)
            break;
    }
    line_dec("total ", total);
    line_hex("cpu_on again ", psci(0x84000003, 1, (u32)secondary_entry, 0));
    write32(GICD + 0xf00, 1u << 24 | 5); /* SGI 5 to all others */
    for (u32 cpu = 1; cpu < 4; cpu++) {
        while (psci(0x84000004 /* AFFINITY_INFO */, cpu, 0, 0) != 1)
            ;
        print("cpu ");
        print_dec(cpu);
        line_hex(" got ", sgis[cpu]);
    }
    return 0;
}
