/*
 * List registers in each state a hypervisor can give them, and what a guest's acknowledge, end and deactivation make of
 * them; priorities and binary points among them; what is read back of each GICH register.
 */
#include "guest.h"

#define GICH 0x08030000u
#define GICV 0x08040000u
#define HCR 0x00
#define VTR 0x04
#define VMCR 0x08
#define MISR 0x10
#define EISR 0x20
#define ELRSR 0x30
#define APR 0xF0
#define LR(n) (0x100 + 4 * (n))

#define PENDING 0x10000000u
#define GROUP1 0x40000000u
#define HW 0x80000000u
#define EOI_WANTED 0x80000u
#define PRIORITY(p) ((p) >> 3 << 23)

u32 on_hyp(u32 *r)
{
    (void)r;
    line_hex("unexpected hyp entry ", MRC(4, 5, 2, 0));
    guest_exit(99);
}
void on_hyp_irq(void) { guest_exit(98); }
void on_guest_undef(void) {}
void on_guest_svc(void) {}
void on_guest_pabt(void) {}
void on_guest_dabt(void) {}
void on_guest_irq(void) {}

static u32 gich(u32 at) { return read32(GICH + at); }
static void set_gich(u32 at, u32 v) { write32(GICH + at, v); }
static u32 gicv(u32 at) { return read32(GICV + at); }
static void set_gicv(u32 at, u32 v) { write32(GICV + at, v); }

static void clear(void)
{
    set_gich(HCR, 1), set_gich(APR, 0);
    for (u32 i = 0; i < 4; i++)
        set_gich(LR(i), 0);
    set_gicv(0, 3 | 4 /* AckCtl */), set_gicv(4, 0xf8), set_gicv(8, 2), set_gicv(0x1c, 3);
    write32(GICD + 0x384, 0xffffffff); /* physical 32 to 63 inactive */
}

static void show(const char *what)
{
    print("   "), print(what);
    print(" lr "), print_hex(gich(LR(0)));
    print(" hcr "), print_hex(gich(HCR));
    print(" misr "), print_hex(gich(MISR));
    print(" eisr "), print_hex(gich(EISR));
    print(" elrsr "), print_hex(gich(ELRSR));
    print(" apr "), print_hex(gich(APR));
    line_hex(" physical ", read32(GICD + 0x304) >> 8 & 1);
}

static void states(u32 split)
{
    print(split ? "-- states, split end\n" : "-- states\n");
    for (u32 state = 0; state < 4; state++)
        for (u32 kind = 0; kind < 6; kind++) {
            clear();
            if (split)
                set_gicv(0, 7 | 0x200);
            u32 lr = state << 28 | PRIORITY(0x48) | 50;
            lr |= kind == 1 ? EOI_WANTED : kind == 2 ? HW | 40 << 10 : kind == 3 ? GROUP1 : kind == 4 ? 5 << 10 : 0;
            if (kind == 5)
                lr = (lr & ~0x3ffu) | 3 << 10 | 7; /* an SGI from CPU 3 */
            write32(GICD + 0x204, 1 << 8); /* physical 40 active: by hand, it would be so for every CPU of QEMU */
            (void)gic_ack(), gic_eoi(40);
            set_gich(LR(0), lr);
            if (state & 2)
                set_gich(APR, 1 << 9);
            print("  "), print_dec(state), line_dec(" ", kind);
            show("given");
            u32 hppir = gicv(0x18) & 0x3ff, iar = gicv(0xc); /* QEMU has no source in HPPIR */
            print("   next "), print_hex(hppir), print(" taken "), print_hex(iar), line_hex(" running ", gicv(0x14));
            show("taken");
            set_gicv(0x10, kind == 5 ? (3 << 10 | 7) : kind == 4 ? (5 << 10 | 50) : 50);
            show("ended");
            set_gicv(0x1000, kind == 5 ? (3 << 10 | 7) : kind == 4 ? (5 << 10 | 50) : 50);
            show("deactivated");
        }
}

static void order(void)
{
    print("-- order and preemption\n");
    for (u32 point = 0; point < 8; point++) {
        clear();
        set_gicv(8, point);
        set_gich(LR(0), PENDING | PRIORITY(0xb8) | 60);
        set_gich(LR(1), PENDING | PRIORITY(0xc0) | 61);
        print("  "), print_dec(gicv(8)), print(": "), print_dec(gicv(0xc));
        print(" "), print_hex(gicv(0x14));
        set_gich(LR(2), PENDING | PRIORITY(0xb0) | 62);
        print(" "), print_dec(gicv(0xc)), print(" "), print_hex(gicv(0x14));
        set_gich(LR(3), PENDING | PRIORITY(0x40) | 63);
        print(" "), print_dec(gicv(0xc)), print(" "), print_hex(gicv(0x14));
        line_hex(" apr ", gich(APR));
    }
    clear();
    set_gich(LR(2), PENDING | PRIORITY(0x80) | 60), set_gich(LR(1), PENDING | PRIORITY(0x80) | 61);
    line_dec("equals: first ", gicv(0xc));
    print("-- masks\n");
    for (u32 mask = 0x40; mask < 0x60; mask += 4) {
        clear();
        set_gich(LR(0), PENDING | PRIORITY(0x48) | 60);
        set_gicv(4, mask);
        print("  "), print_hex(gicv(4)), print(" "), print_dec(gicv(0x18));
        line_hex(" vmcr ", gich(VMCR));
    }
    print("-- groups\n");
    for (u32 ctlr = 0; ctlr < 0x20; ctlr++) {
        if ((ctlr & 3) == 1 || (ctlr & 3) == 2)
            continue; /* QEMU 7.2 acknowledges both groups when one is enabled */
        clear();
        set_gicv(0, ctlr);
        set_gich(LR(0), PENDING | PRIORITY(0x48) | GROUP1 | 60);
        print("  "), print_hex(gicv(0)), print(" "), print_dec(gicv(0x18)), print(" ");
        print_dec(gicv(0xc)), print(" ");
        clear();
        set_gicv(0, ctlr);
        set_gich(LR(0), PENDING | PRIORITY(0x48) | 60);
        print_dec(gicv(0x18)), print(" "), print_dec(gicv(0xc));
        line_hex(" vmcr ", gich(VMCR));
    }
}

static void registers(void)
{
    print("-- what is kept\n");
    line_hex("vtr ", gich(VTR));
    set_gich(HCR, 0xffffffff), line_hex("hcr ", gich(HCR));
    set_gich(HCR, 0);
    set_gich(VMCR, 0xffffffff), line_hex("vmcr ", gich(VMCR));
    set_gich(VMCR, 0), line_hex("vmcr ", gich(VMCR));
    set_gich(APR, 0xffffffff), line_hex("apr ", gich(APR)), line_hex("gicv apr ", gicv(0xd0));
    set_gich(APR, 0);
    for (u32 i = 0; i < 4; i++) {
        set_gich(LR(i), 0xffffffff);
        line_hex("lr ", gich(LR(i)));
    }
    line_hex("gicv iidr ", gicv(0xfc));
    clear();
    print("-- counted ends\n");
    for (u32 i = 0; i < 3; i++) {
        set_gich(APR, 1 << (4 + i));
        set_gicv(0x10, 100 + i);
        line_hex("hcr ", gich(HCR));
    }
    set_gich(HCR, 1 | 1 << 2), line_hex("misr ", gich(MISR));
}

int main(void)
{
    gic_init();
    write32(GICC, 0x201); /* split end, so that the physical interrupt stays active */
    gic_enable(40);
    registers();
    states(0);
    states(1);
    order();
    return 17;
}
