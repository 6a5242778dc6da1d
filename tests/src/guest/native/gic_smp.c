/* Interrupts between and among processors: software interrupts with their sources, targets, banked registers. CPU 0
 * prints; the others count. A shared interrupt goes to one processor at a time only: with several targets QEMU hands it
 * to each of them, where the manual says that one takes it. */
#include "guest.h"

static volatile u32 ready, taken[4], sources[4], go;
static u8 stacks[4][1024] __attribute__((aligned(8)));

/* Takes by polling, so that what is taken when is in the program's hands. */
static void poll(u32 cpu)
{
    u32 iar = gic_ack();
    if ((iar & 0x3ff) >= 1020)
        return;
    sources[cpu] |= 1u << (iar >> 10 & 7);
    gic_eoi(iar);
    taken[cpu] = taken[cpu] * 100 + (iar & 0x3ff);
    DSB();
}

__attribute__((used)) void secondary(u32 cpu)
{
    write32(GICC + 4, 0xf0);
    write32(GICC, 1);
    if (cpu == 2)
        write32(GICD + 0x400, 0x70605040); /* priorities of its own SGIs */
    DSB();
    ready |= 1u << cpu;
    DSB();
    while (go != cpu)
        ;
    if (cpu == 1)
        write32(GICD + 0xF00, 1u << 16 | 2); /* SGI 2 to CPU 0 */
    if (cpu == 3)
        write32(GICD + 0xF00, 1u << 24 | 3); /* SGI 3 to all others */
    DSB();
    go = 0;
    for (;;)
        poll(cpu);
}

__attribute__((naked, target("arm"))) static void entry(void)
{
    /* r0 = stack top with the CPU number on it */
    __asm__ volatile("mov sp, r0\n pop {r0, r1}\n b secondary");
}

static void start(u32 cpu)
{
    u32 *top = (u32 *)(stacks[cpu] + sizeof stacks[cpu]) - 2;
    top[0] = cpu;
    line_dec("cpu_on ", psci(0x84000003, cpu, (u32)entry, (u32)top));
    while (!(ready >> cpu & 1))
        ;
}

static void wait_taken(u32 cpu, u32 sum)
{
    while (taken[cpu] != sum)
        ;
}

static void ask(u32 cpu)
{
    go = cpu;
    while (go)
        ;
}

int main(void)
{
    gic_init();
    write32(GICC + 4, 0xf0);
    write32(GICD + 0x400, 0x20202020);
    line_hex("type ", read32(GICD + 4));
    for (u32 cpu = 1; cpu < 4; cpu++)
        start(cpu);
    line_hex("own priorities ", read32(GICD + 0x400));
    line_hex("own targets ", read32(GICD + 0x800));
    print("-- from CPU 1 and from CPU 3\n");
    ask(2);
    ask(1);
    ask(3);
    line_hex("sources of 2 and 3 ", read32(GICD + 0xF20));
    wait_taken(1, 3);
    wait_taken(2, 3);
    line_hex("taken by 1 from ", sources[1]);
    line_hex("taken by 2 from ", sources[2]);
    line_hex("first ", gic_ack());
    gic_eoi(2 | 1 << 10);
    line_hex("second ", gic_ack());
    gic_eoi(3 | 3 << 10);
    line_hex("none ", gic_ack());
    line_dec("not by the sender ", taken[3]);
    print("-- to a list and to itself\n");
    write32(GICD + 0xF00, 0xdu << 16 | 1);
    wait_taken(2, 301);
    wait_taken(3, 1);
    line_dec("not by 1 ", taken[1]);
    line_hex("by itself ", gic_ack());
    gic_eoi(1);
    print("-- shared\n");
    write8(GICD + 0x400 + 40, 0x80);
    write8(GICD + 0x800 + 40, 2);
    line_hex("targets ", read32(GICD + 0x828));
    write32(GICD + 0x104, 1 << 8);
    write32(GICD + 0x204, 1 << 8);
    wait_taken(1, 340);
    line_dec("not here ", gic_ack());
    write8(GICD + 0x800 + 40, 1);
    write32(GICD + 0x204, 1 << 8);
    line_dec("here ", gic_ack());
    gic_eoi(40);
    return 13;
}
