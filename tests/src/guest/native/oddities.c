/* What software seldom uses: the other endianness, SWP, BXJ, event counters, cache maintenance by set and way, BKPT's
   reason, GPIO, message interrupts, and every PSCI function that returns. */
#include "guest.h"

static const char *what;
static u32 data[16] __attribute__((aligned(64)));

void on_undef(struct frame *f)
{
    print(what);
    line_hex(": undef spsr ", f->spsr);
    if ((f->spsr & 0x20) && ((*(u16 *)(f->pc - 2)) & 0xf800) >= 0xe800)
        f->pc += 2;
}

void on_pabt(struct frame *f)
{
    print(what);
    print(": pabt ifsr ");
    print_hex(MRC(0, 5, 0, 1));
    line_hex(" dscr ", MRC14(0, 0, 1, 0));
    f->pc += f->spsr & 0x20 ? 2 : 4;
}

static void line_pair(const char *label, u64 v)
{
    print(label);
    print_hex((u32)(v >> 32));
    line_hex(" ", (u32)v);
}

static void big_endian(void)
{
    u32 a, b;
    u64 d;
    data[0] = 0x11223344;
    data[1] = 0x55667788;
    __asm__ volatile("setend be\n ldr %0, [%2]\n ldrh %1, [%2]\n setend le" : "=&r"(a), "=&r"(b) : "r"(data) : "memory");
    line_hex("ldr ", a);
    line_hex("ldrh ", b);
    __asm__ volatile("setend be\n ldr %0, [%1, #1]\n setend le" : "=&r"(a) : "r"(data) : "memory");
    line_hex("unaligned ldr ", a);
    __asm__ volatile("setend be\n ldrd %Q0, %R0, [%1]\n setend le" : "=&r"(d) : "r"(data) : "memory");
    line_pair("ldrd ", d);
    __asm__ volatile("setend be\n ldm %1, {r2, r3}\n setend le\n mov %Q0, r2\n mov %R0, r3"
                     : "=&r"(d) : "r"(data) : "r2", "r3", "memory");
    line_pair("ldm ", d);
    __asm__ volatile("setend be\n ldrexd r2, r3, [%1]\n strexd r12, r2, r3, [%1]\n setend le\n mov %Q0, r2\n mov %R0, r3"
                     : "=&r"(d) : "r"(data) : "r2", "r3", "r12", "memory");
    line_pair("ldrexd ", d);
    __asm__ volatile("setend be\n str %0, [%1]\n strh %0, [%1, #4]\n setend le" ::"r"(0xa1b2c3d4), "r"(data + 8) : "memory");
    line_hex("str ", data[8]);
    line_hex("strh ", data[9]);
}

#ifndef __thumb__
static void swap(void)
{
    u32 word, byte;
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1u << 10); /* SCTLR.SW */
    ISB();
    data[0] = 0x11223344;
    register u32 value __asm__("r1") = 7;
    register u32 *address __asm__("r2") = data;
    /* swp r0, r1, [r2]; swpb r0, r1, [r2] */
    __asm__ volatile(".inst 0xe1020091\n mov %0, r0\n .inst 0xe1420091\n mov %1, r0"
                     : "=&r"(word), "=&r"(byte) : "r"(value), "r"(address) : "r0", "memory");
    line_hex("swp ", word);
    line_hex("swpb ", byte);
    line_hex("memory ", data[0]);
}
#endif

static void counters(void)
{
    line_hex("pmcr ", MRC(0, 9, 12, 0));
    MCR(0, 9, 12, 0, 7);
    line_hex("pmcr ", MRC(0, 9, 12, 0));
    MCR(0, 9, 12, 1, 0x8000003f);
    line_hex("pmcntenset ", MRC(0, 9, 12, 1));
    MCR(0, 9, 12, 2, 0x3e);
    line_hex("pmcntenclr ", MRC(0, 9, 12, 2));
    MCR(0, 9, 12, 5, 0);
    MCR(0, 9, 13, 1, 0);
    MCR(0, 9, 13, 2, 0);
    MCR(0, 9, 12, 4, 1);
    MCR(0, 9, 12, 4, 1);
    line_hex("software increments ", MRC(0, 9, 13, 2));
    MCR(0, 9, 13, 2, 0xffffffff);
    MCR(0, 9, 12, 4, 1);
    line_hex("behind the last ", MRC(0, 9, 13, 2));
    line_hex("overflow ", MRC(0, 9, 12, 3));
    MCR(0, 9, 12, 3, 1);
    line_hex("cleared ", MRC(0, 9, 12, 3));
    MCR(0, 9, 12, 5, 31);
    MCR(0, 9, 13, 1, 0xf8000000u);
    line_hex("cycle filter ", MRC(0, 9, 13, 1));
    MCR(0, 9, 14, 1, 0x8000003f);
    line_hex("pmintenset ", MRC(0, 9, 14, 1));
    MCR(0, 9, 14, 2, 0x8000003f);
    line_hex("pmintenclr ", MRC(0, 9, 14, 1));
}

static void caches(void)
{
    for (u32 level = 0; level < 2; level++) {
        MCR(2, 0, 0, 0, level << 1);
        ISB();
        line_hex("ccsidr ", MRC(1, 0, 0, 0));
        MCR(0, 7, 10, 2, level << 1); /* DCCSW, DCCISW */
        MCR(0, 7, 14, 2, level << 1);
    }
    u32 line = (u32)data;
    MCR(0, 7, 5, 0, 0);    /* ICIALLU */
    MCR(0, 7, 1, 0, 0);    /* ICIALLUIS */
    MCR(0, 7, 5, 6, 0);    /* BPIALL */
    MCR(0, 7, 5, 1, line); /* ICIMVAU */
    MCR(0, 7, 10, 1, line); /* DCCMVAC */
    MCR(0, 7, 11, 1, line); /* DCCMVAU */
    MCR(0, 7, 14, 1, line); /* DCCIMVAC */
    MCR(0, 7, 10, 4, 0);   /* CP15DSB, DMB, ISB */
    MCR(0, 7, 10, 5, 0);
    MCR(0, 7, 5, 4, 0);
    print("caches maintained\n");
}

static void gpio(void)
{
    u32 base = 0x09030000;
    write32(base + 0x400, 0xf0);
    write32(base + 0x3fc, 0xaa);
    line_hex("gpio data ", read32(base + 0x3fc));
    write32(base + 0x404, 0xff);
    write32(base + 0x40c, 0xf0);
    write32(base + 0x410, 0xff);
    line_hex("gpio level ", read32(base + 0x414));
    line_hex("gpio masked ", read32(base + 0x418));
    write32(base + 0x404, 0);
    write32(base + 0x41c, 0xff);
    line_hex("gpio edge ", read32(base + 0x414));
    for (u32 offset = 0xfe0; offset < 0x1000; offset += 4)
        line_hex("gpio id ", read32(base + offset));
}

static void messages(void)
{
    u32 frame = 0x08020000;
    line_hex("msi_typer ", read32(frame + 8));
    line_hex("msi_iidr ", read32(frame + 0xfcc));
    write32(frame + 0x40, 80);
    line_hex("pending ", read32(GICD + 0x208));
}

static void firmware(void)
{
    for (u32 function = 0x84000000; function < 0x84000018; function++)
        line_hex("features ", psci(0x8400000a, function, 0, 0));
    line_hex("version ", psci(0x84000000, 0, 0, 0));
    line_hex("64-bit version ", psci(0xc4000000, 0, 0, 0));
    line_hex("on, nobody ", psci(0x84000003, 77, 0, 0));
    line_hex("on, itself ", psci(0x84000003, 0, 0, 0));
    line_hex("affinity, nobody ", psci(0x84000004, 5, 0, 0));
    line_hex("affinity, itself ", psci(0x84000004, 0, 0, 0));
    line_hex("affinity, cluster ", psci(0x84000004, 0, 1, 0));
    line_hex("migrate info ", psci(0x84000006, 0, 0, 0));
    line_hex("smccc version ", psci(0x80000000, 0, 0, 0));
    line_hex("no such function ", psci(0x12345678, 0, 0, 0));
}

int main(void)
{
    big_endian();
#ifndef __thumb__
    swap();
#endif
    what = "bkpt";
    __asm__ volatile("bkpt #1" ::: "lr", "memory");
    what = "jazelle";
    line_hex("jidr ", MRC14(7, 0, 0, 0));
    line_hex("teecr ", MRC14(6, 0, 0, 0));
    counters();
    caches();
    gpio();
    messages();
    firmware();
    return 3;
}
