/* What answers where: reads and writes around the edges of each device and window of the board, the high ones too. */
#include "guest.h"

static u64 l1[4] __attribute__((aligned(32)));
static u64 l2[512] __attribute__((aligned(4096)));
static volatile u32 aborted, dfsr;

#define AF (1ull << 10)
#define TABLE(t) ((u64)(u32)(t) | 3)
#define WINDOW 0x80000000u

void on_dabt(struct frame *f)
{
    aborted = 1;
    dfsr = MRC(0, 5, 0, 0);
    f->pc += f->spsr & 0x20 ? ((*(u16 *)f->pc & 0xf800) >= 0xe800 ? 4 : 2) : 4;
}

static void show(u32 v)
{
    if (aborted) {
        print(" abort ");
        v = dfsr;
    } else {
        putch(' ');
    }
    print_hex(v);
    aborted = 0;
}

#define LOAD(op, a) ({ u32 v_ = 0; __asm__ volatile(op " %0, [%1]" : "+r"(v_) : "r"(a) : "memory"); v_; })

/* The word at an address, by each size of access; the address printed is the physical one. */
static void look(const char *name, u32 va, u32 high, u32 low)
{
    print(name);
    putch(' ');
    if (high) {
        print_hex(high);
        putch(' ');
    }
    print_hex(low);
    putch(':');
    show(LOAD("ldr", va));
    show(LOAD("ldrh", va));
    show(LOAD("ldrb", va + 3));
    putch('\n');
}

static void low(const char *name, u32 pa) { look(name, pa, 0, pa); }

/* First and last words of a range, and those around it. */
static void range(const char *name, u32 pa, u32 size)
{
    low(name, pa - 4);
    low(name, pa);
    low(name, pa + size - 4);
    low(name, pa + size);
}

static void store(const char *name, u32 pa)
{
    print(name);
    print(" store");
    __asm__ volatile("str %0, [%1]" ::"r"(0x12345678), "r"(pa) : "memory");
    show(LOAD("ldr", pa));
    putch('\n');
}

static void high(const char *name, u64 pa)
{
    l2[0] = (pa & ~0x1fffffull) | AF | 1;
    DSB();
    MCR(0, 8, 7, 0, 0);
    DSB();
    ISB();
    look(name, WINDOW | ((u32)pa & 0x1fffff), (u32)(pa >> 32), (u32)pa);
}

/* Long descriptors: the first gigabytes one to one, a window of 2 megabytes above. */
static void mmu_on(void)
{
    l1[0] = 0x00000000 | AF | 1;
    l1[1] = 0x40000000 | AF | 1;
    l1[2] = TABLE(l2);
    MCR(0, 10, 2, 0, 0x00000004); /* MAIR0: 0 Strongly-ordered, 1 Device */
    MCR(0, 2, 0, 2, 0x80000000u); /* TTBCR.EAE */
    MCRR(0, 2, (u32)l1);
    MCR(0, 3, 0, 0, 0xffffffffu);
    DSB();
    MCR(0, 8, 7, 0, 0);
    DSB();
    ISB();
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
    ISB();
}

int main(void)
{
    low("flash", 0x03fffffc);
    low("flash", 0x04000000);
    range("flash", 0x04000000, 0x04000000);
    range("gicd", 0x08000000, 0x1000);
    range("gicc", 0x08010000, 0x2000);
    range("gicv2m", 0x08020000, 0x1000);
    range("pl011", 0x09000000, 0x1000);
    low("pl031", 0x0900fffc);
    low("pl031", 0x09011000);
    range("pl061", 0x09030000, 0x1000);
    range("power", 0x09080000, 0x1000);
    range("virtio", 0x0a000000, 32 * 0x200);
    range("platform bus", 0x0c000000, 0x02000000);
    low("pcie memory", 0x0ffffffc);
    low("pcie memory", 0x10000000);
    low("pcie memory", 0x20000000);
    low("pcie memory", 0x3efefffc);
    low("pcie ports", 0x3eff0000);
    low("pcie ports", 0x3efffffc);
    store("pcie memory", 0x10000000);
    store("pcie ports", 0x3eff0000);
    store("nothing", 0x0b000000);
    low("above memory", 0x48000000);
    low("above memory", 0xfffffffc);
    mmu_on();
    high("above 4 gigabytes", 0x100000000ull);
    high("redistributors", 0x4000000000ull);
    high("pcie ecam", 0x400ffffffcull);
    high("pcie ecam", 0x4010000000ull);
    high("pcie ecam", 0x4010000040ull);
    high("pcie ecam", 0x4010001000ull);
    high("pcie ecam", 0x4010008000ull);
    high("pcie ecam", 0x401ffffffcull);
    high("pcie ecam", 0x4020000000ull);
    high("pcie memory", 0x7ffffffffcull);
    high("pcie memory", 0x8000000000ull);
    high("pcie memory", 0xfffffffffcull);
    return 0;
}
