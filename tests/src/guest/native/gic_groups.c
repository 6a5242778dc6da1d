/*
 * Groups, preemption and the life of an interrupt as a PL1 program sees them: what is acknowledged with and without
 * AckCtl, CBPR and each binary point (QEMU 7.2 has no aliased registers but ABPR); active priorities; ends without and out of order; DIR; pending again while active;
 * what exists of each register.
 */
#include "guest.h"

#define CTLR 0x000
#define IGROUPR 0x080
#define ISENABLER 0x100
#define ICENABLER 0x180
#define ISPENDR 0x200
#define ICPENDR 0x280
#define ISACTIVER 0x300
#define ICACTIVER 0x380
#define IPRIORITYR 0x400
#define ITARGETSR 0x800
#define ICFGR 0xC00
#define SGIR 0xF00
#define PMR 0x04
#define BPR 0x08
#define IAR 0x0C
#define EOIR 0x10
#define RPR 0x14
#define HPPIR 0x18
#define ABPR 0x1C
#define APR 0xD0
#define NSAPR 0xE0
#define DIR 0x1000

#define ACK_CTL 4
#define FIQ_EN 8
#define CBPR 0x10
#define EOI_MODE 0x200

static u32 icc(u32 offset) { return read32(GICC + offset); }
static void set_icc(u32 offset, u32 v) { write32(GICC + offset, v); }
static void pend(u32 intid) { write32(GICD + ISPENDR + intid / 32 * 4, 1u << intid % 32); }
static void unpend(u32 intid) { write32(GICD + ICPENDR + intid / 32 * 4, 1u << intid % 32); }
static u32 bit(u32 block, u32 intid) { return read32(GICD + block + intid / 32 * 4) >> intid % 32 & 1; }
static void priority(u32 intid, u32 p) { write8(GICD + IPRIORITYR + intid, (u8)p); }

static void group1(u32 intid, u32 one)
{
    u32 at = GICD + IGROUPR + intid / 32 * 4, mask = 1u << intid % 32;
    write32(at, one ? read32(at) | mask : read32(at) & ~mask);
}

/* Where an interrupt stands, and what the interface shows. */
static void state(const char *what, u32 intid)
{
    print("  "), print(what), print(": ");
    print_dec(intid);
    print(bit(ISPENDR, intid) ? " pending" : ""), print(bit(ISACTIVER, intid) ? " active" : "");
    print(", running "), print_hex(icc(RPR));
    print(" next "), print_dec(icc(HPPIR));
    u32 isr = MRC(0, 12, 1, 0);
    print(isr & 0x80 ? " irq" : ""), print(isr & 0x40 ? " fiq" : "");
    putch('\n');
}

static void aprs(const char *what)
{
    print("  "), print(what), print(": apr");
    for (u32 i = 0; i < 4; i++)
        print(" "), print_hex(icc(APR + 4 * i));
    print(" nsapr");
    for (u32 i = 0; i < 4; i++)
        print(" "), print_hex(icc(NSAPR + 4 * i));
    putch('\n');
}

static void quiet(void)
{
    set_icc(0, 3);
    write32(GICD + CTLR, 3);
    set_icc(PMR, 0xff), set_icc(BPR, 0), set_icc(ABPR, 0);
    for (u32 i = 0; i < 4; i++)
        set_icc(APR + 4 * i, 0), set_icc(NSAPR + 4 * i, 0);
    for (u32 i = 0; i < 3; i++) {
        write32(GICD + ICPENDR + 4 * i, 0xffffffff);
        write32(GICD + ICACTIVER + 4 * i, 0xffffffff);
        write32(GICD + ICENABLER + 4 * i, 0xffff0000);
        write32(GICD + IGROUPR + 4 * i, 0);
    }
    for (u32 i = 40; i < 48; i++)
        gic_enable(i), priority(i, 0x10 * (i - 39));
}

static void registers(void)
{
    print("-- what exists\n");
    line_hex("GICD_TYPER ", read32(GICD + 4));
    line_hex("GICC_IIDR ", icc(0xfc));
    write32(GICD + CTLR, 0xffffffff), line_hex("GICD_CTLR ", read32(GICD + CTLR));
    set_icc(0, 0xffffffff), line_hex("GICC_CTLR ", icc(0) & ~0x1e0u); /* without the bypass bits */
    set_icc(0, 0), write32(GICD + CTLR, 0);
    set_icc(PMR, 0xffffffff), line_hex("PMR ", icc(PMR));
    for (u32 i = 0; i < 9; i++) {
        set_icc(BPR, i), set_icc(ABPR, i);
        print("BPR "), print_dec(i), print(" -> "), print_dec(icc(BPR)), line_dec(" ABPR ", icc(ABPR));
    }
    for (u32 block = IGROUPR; block <= ICACTIVER; block += 0x80) {
        if (block == ISENABLER || block == ISPENDR || block == ISACTIVER)
            write32(GICD + block + 4, 0xffffffff);
        if (block == IGROUPR)
            write32(GICD + block, 0xffffffff), write32(GICD + block + 4, 0xffffffff);
        print("block "), print_hex(block), print(" "), print_hex(read32(GICD + block)), print(" ");
        print_hex(read32(GICD + block + 4)), putch('\n');
        if (block == ICENABLER || block == ICPENDR || block == ICACTIVER) {
            write32(GICD + block + 4, 0xffffffff);
            line_hex("  cleared ", read32(GICD + block + 4));
        }
    }
    write32(GICD + IPRIORITYR + 40, 0xffffffff), line_hex("IPRIORITYR ", read32(GICD + IPRIORITYR + 40));
    write8(GICD + IPRIORITYR + 41, 0x12), line_hex("  one byte ", read32(GICD + IPRIORITYR + 40));
    write32(GICD + ICFGR, 0), line_hex("ICFGR0 ", read32(GICD + ICFGR));
    write32(GICD + ICFGR + 8, 0xffffffff), line_hex("ICFGR2 ", read32(GICD + ICFGR + 8) & 0xaaaaaaaa);
    write32(GICD + ICFGR + 8, 0), line_hex("ICFGR2 ", read32(GICD + ICFGR + 8));
    write32(GICD + ITARGETSR + 40, 0xffffffff), line_hex("ITARGETSR of one CPU ", read32(GICD + ITARGETSR + 40));
}

static void groups(void)
{
    print("-- groups and acknowledge registers\n");
    for (u32 ctlr = 3; ctlr < 0x10; ctlr += 4) {
        if (ctlr & ~3u)
            line_hex("  GICC_CTLR ", ctlr);
        quiet();
        set_icc(0, ctlr);
        group1(41, 1);
        pend(41), state("group 1 waits", 41);
        line_dec("  IAR ", icc(IAR));
        line_dec("  IAR again ", icc(IAR));
        set_icc(0, ctlr | ACK_CTL);
        line_dec("  IAR ", icc(IAR));
        state("taken", 41), aprs("taken");
        set_icc(0, ctlr);
        set_icc(EOIR, 41), state("ended", 41);
        pend(40), state("group 0 waits", 40);
        line_dec("  IAR ", icc(IAR));
        aprs("taken");
        set_icc(EOIR, 40), state("ended", 40);
    }
    /* one interrupt at a time: where several wait, QEMU does not pass over those that the distributor holds back */
    print("-- group enables\n");
    for (u32 d = 0; d < 4; d++)
        for (u32 c = 0; c < 4; c++)
            for (u32 intid = 40; intid < 42; intid++) {
                quiet();
                group1(40, 1);
                write32(GICD + CTLR, d), set_icc(0, c);
                pend(intid);
                print("  "), print_dec(d), print(" "), print_dec(c);
                print(intid == 40 ? " group 1" : " group 0"), line_dec(" ", MRC(0, 12, 1, 0) >> 7 & 1);
            }
}

static void binary_points(void)
{
    print("-- binary points\n");
    for (u32 cbpr = 0; cbpr <= CBPR; cbpr += CBPR)
        for (u32 one = 0; one < 2; one++)
            for (u32 point = 0; point < 8; point++) {
                quiet();
                set_icc(0, 3 | ACK_CTL | cbpr);
                set_icc(BPR, point), set_icc(ABPR, 7 - point);
                group1(46, one), group1(45, one);
                priority(46, 0xb7), priority(45, 0xb0);
                pend(46);
                u32 first = icc(IAR);
                u32 running = icc(RPR);
                priority(45, 0xb0), pend(45);
                u32 same = icc(IAR);
                if (same != 45)
                    unpend(45);
                priority(44, 0x40), pend(44);
                u32 higher = icc(IAR);
                print(cbpr ? "  common" : "  own"), print(one ? " group 1 " : " group 0 "), print_dec(point);
                print(": "), print_dec(first), print(" running "), print_hex(running);
                print(" near "), print_dec(same), print(" far "), print_dec(higher);
                line_hex(" running ", icc(RPR));
                if (point == 3)
                    aprs("apr");
            }
}

static void masks(void)
{
    print("-- mask against priority\n");
    static const u8 masks[] = {0, 1, 0x0f, 0x10, 0x11, 0x20, 0x80, 0xff};
    for (u32 i = 0; i < sizeof masks; i++) {
        quiet();
        set_icc(PMR, masks[i]);
        priority(40, 0x10), pend(40);
        print("  "), print_hex(masks[i]), state("", 40);
    }
    quiet();
    priority(40, 0xff), pend(40), state("lowest priority", 40);
    priority(40, 0), state("highest priority", 40);
    set_icc(PMR, 1), state("barely let through", 40);
}

static void ends(void)
{
    print("-- ends out of order\n");
    quiet();
    pend(45);
    u32 outer = icc(IAR);
    pend(42);
    u32 inner = icc(IAR);
    aprs("two taken");
    set_icc(EOIR, outer), state("the outer ended first", outer), state("", inner);
    aprs("one left");
    set_icc(EOIR, inner), state("then the inner", inner);
    print("-- ends of nothing\n");
    set_icc(EOIR, 45), state("not taken", 45);
    set_icc(EOIR, 1023), set_icc(EOIR, 1020), state("spurious", 45);
    pend(45), (void)icc(IAR);
    set_icc(EOIR, 1023), state("spurious while one is taken", 45);
    set_icc(EOIR, 44), state("another one", 45), state("", 44);
    set_icc(EOIR, 45), state("itself", 45);
    write32(GICD + ICACTIVER + 4, 1 << 13), state("cleared", 45);
    print("-- split end\n");
    quiet();
    set_icc(0, 3 | EOI_MODE);
    pend(45), (void)icc(IAR);
    set_icc(DIR, 45), state("deactivated first", 45);
    set_icc(EOIR, 45), state("then dropped", 45);
    pend(45), (void)icc(IAR);
    set_icc(EOIR, 45), state("dropped", 45);
    pend(45), state("pending again", 45), line_dec("  IAR ", icc(IAR));
    set_icc(DIR, 45), state("deactivated", 45), line_dec("  IAR ", icc(IAR));
    set_icc(EOIR, 45), set_icc(DIR, 45);
    set_icc(DIR, 45), state("deactivated twice", 45);
    set_icc(0, 3);
    pend(45), (void)icc(IAR);
    set_icc(DIR, 45), state("DIR without split end", 45);
    set_icc(EOIR, 45), state("ended", 45);
}

static void pending_and_active(void)
{
    print("-- again while active\n");
    for (u32 edge = 0; edge < 2; edge++) {
        quiet();
        write32(GICD + ICFGR + 8, edge ? 0xaaaaaaaa : 0);
        print(edge ? "  edge\n" : "  level\n");
        pend(42), (void)icc(IAR), state("taken", 42);
        pend(42), state("pending and active", 42), line_dec("  IAR ", icc(IAR));
        unpend(42), state("no longer pending", 42);
        pend(42), set_icc(EOIR, 42), state("ended", 42), line_dec("  IAR ", icc(IAR));
        write32(GICD + ICENABLER + 4, 1 << 10), pend(42), state("disabled while active", 42);
        set_icc(EOIR, 42), state("ended", 42), line_dec("  IAR ", icc(IAR));
        write32(GICD + ISENABLER + 4, 1 << 10), state("enabled", 42), line_dec("  IAR ", icc(IAR));
        write32(GICD + ICACTIVER + 4, 1 << 10), state("inactive without end", 42);
        pend(42), state("waits for the running priority", 42), line_dec("  IAR ", icc(IAR));
        set_icc(EOIR, 42), state("ended", 42), line_dec("  IAR ", icc(IAR));
        set_icc(EOIR, 42);
    }
    write32(GICD + ICFGR + 8, 0);
    print("-- made active by hand\n");
    quiet();
    write32(GICD + ISACTIVER + 4, 1 << 10), pend(42), state("active, but nothing runs", 42);
    line_dec("  IAR ", icc(IAR));
    pend(43), line_dec("  IAR ", icc(IAR));
    set_icc(EOIR, 43), state("", 43);
    write32(GICD + ICACTIVER + 4, 1 << 10), state("by hand inactive", 42), line_dec("  IAR ", icc(IAR));
    print("-- priority changed while active\n");
    quiet();
    pend(42), (void)icc(IAR), priority(42, 0xe0), state("running stays", 42);
    pend(46), line_dec("  IAR ", icc(IAR));
    set_icc(EOIR, 42), state("ended", 42);
    print("-- active priorities by hand\n");
    quiet();
    set_icc(APR + 4, 1 << 3), state("level 35 of group 0", 42), aprs("");
    set_icc(NSAPR, 1 << 9), state("level 9 of group 1", 42);
    pend(40), line_dec("  IAR ", icc(IAR)), aprs("");
    set_icc(EOIR, 40), state("ended", 40);
    set_icc(APR, 0), set_icc(APR + 4, 0), set_icc(NSAPR, 0), state("none", 42);
}

static void software_interrupts(void)
{
    print("-- software interrupts\n");
    quiet();
    for (u32 i = 0; i < 16; i++)
        priority(i, 0xa0 - 8 * i);
    write32(GICD + SGIR, 2u << 24 | 3), write32(GICD + SGIR, 2u << 24 | 3), write32(GICD + SGIR, 2u << 24 | 5);
    state("two, one of them twice", 3);
    line_hex("  IAR ", icc(IAR)), line_hex("  IAR ", icc(IAR));
    write32(GICD + SGIR, 2u << 24 | 5), state("again while active", 5);
    set_icc(EOIR, 5), line_hex("  IAR ", icc(IAR)), set_icc(EOIR, 5);
    line_hex("  IAR ", icc(IAR)), set_icc(EOIR, 3), state("all done", 3);
    group1(7, 1);
    write32(GICD + SGIR, 2u << 24 | 7), state("of group 1", 7);
    write32(GICD + SGIR, 2u << 24 | 1u << 15 | 7), state("with NSATT", 7);
    set_icc(0, 3 | ACK_CTL), line_hex("  IAR ", icc(IAR)), set_icc(EOIR, 7), state("done", 7);
    group1(7, 0);
}

int main(void)
{
    registers();
    groups();
    binary_points();
    masks();
    ends();
    pending_and_active();
    software_interrupts();
    return 11;
}
