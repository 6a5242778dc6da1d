/* Virtual interrupts as hypervisor and guest see them at GICH and GICV, and the timers a hypervisor has. No guest runs: the
 * program plays both. */
#include "guest.h"

#define GICH 0x08030000u
#define GICV 0x08040000u
#define HCR 0x00
#define VMCR 0x08
#define MISR 0x10
#define EISR 0x20
#define ELRSR 0x30
#define APR 0xF0
#define LR(n) (0x100 + 4 * (n))

#define PENDING 0x10000000u
#define ACTIVE 0x20000000u
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

static void show(const char *what)
{
    print(what);
    for (u32 i = 0; i < 4; i++) {
        putch(' ');
        print_hex(read32(GICH + LR(i)));
    }
    print(" hcr ");
    print_hex(read32(GICH + HCR));
    print(" misr ");
    print_hex(read32(GICH + MISR));
    print(" eisr ");
    print_hex(read32(GICH + EISR));
    print(" elrsr ");
    print_hex(read32(GICH + ELRSR));
    line_hex(" apr ", read32(GICH + APR));
}

static u32 guest_ack(void)
{
    u32 iar = read32(GICV + 0xc);
    print("guest takes ");
    print_dec(iar & 0x3ff);
    print(" from ");
    print_dec(iar >> 10);
    line_hex(" running ", read32(GICV + 0x14));
    return iar;
}

static void guest_eoi(u32 iar) { write32(GICV + 0x10, iar); }

static void lr(u32 n, u32 v) { write32(GICH + LR(n), v); }

static void life_cycle(void)
{
    print("-- life cycle\n");
    lr(0, PENDING | PRIORITY(0xa0) | 48);
    lr(1, PENDING | PRIORITY(0x40) | 3 << 10 | 5);
    lr(2, PENDING | PRIORITY(0x80) | EOI_WANTED | 60);
    show("filled");
    u32 first = guest_ack();
    u32 none = guest_ack();
    line_dec("none ", none);
    guest_eoi(first);
    show("ended");
    u32 second = guest_ack();
    lr(3, PENDING | PRIORITY(0x20) | 70);
    u32 third = guest_ack();
    show("nested");
    guest_eoi(third);
    guest_eoi(second);
    show("maintenance");
    lr(2, 0);
    guest_eoi(guest_ack());
    show("done");
}

static void physical(void)
{
    print("-- backed by the virtual timer\n");
    write32(GICC, 0x201); /* split end */
    gic_enable(27);
    MCR(0, 14, 3, 0, 100);
    MCR(0, 14, 3, 1, 1);
    u32 iar;
    do
        iar = gic_ack();
    while ((iar & 0x3ff) == 1023);
    line_dec("hypervisor takes ", iar);
    gic_eoi(iar);
    line_hex("physical active ", read32(GICD + 0x300));
    lr(0, HW | PENDING | PRIORITY(0xa0) | 27 << 10 | 27);
    u32 v = guest_ack();
    line_dec("not again ", gic_ack());
    MCR(0, 14, 3, 1, 0);
    guest_eoi(v);
    line_hex("physical active ", read32(GICD + 0x300));
    show("done");
    write32(GICC, 1);
}

static void maintenance(void)
{
    print("-- maintenance interrupt\n");
    gic_enable(25);
    write32(GICH + HCR, 1 | 1 << 1); /* underflow */
    line_dec("taken ", gic_ack());
    gic_eoi(25);
    lr(0, PENDING | 48);
    lr(1, PENDING | 49);
    show("full enough");
    line_dec("taken ", gic_ack());
    guest_eoi(guest_ack());
    u32 iar = gic_ack();
    line_dec("taken ", iar);
    show("underflow");
    write32(GICH + HCR, 1);
    gic_eoi(iar);
    line_dec("taken ", gic_ack());
    guest_eoi(guest_ack());
    print("-- end of what is in no list register\n");
    write32(GICH + HCR, 1 | 1 << 2);
    write32(GICH + APR, 1 << 9);
    guest_eoi(77);
    show("counted");
    write32(GICH + HCR, 1);
    print("-- none pending, groups on and off\n");
    write32(GICH + HCR, 1 | 1 << 3);
    show("none pending");
    lr(0, PENDING | 48);
    show("one pending");
    write32(GICH + HCR, 1 | 0xf0);
    show("groups");
    write32(GICV, 0);
    show("groups");
    write32(GICV, 1);
    write32(GICH + HCR, 1);
    guest_eoi(guest_ack());
}

static void control(void)
{
    print("-- guest's controls\n");
    write32(GICV, 0x21f);
    write32(GICV + 4, 0xac);
    write32(GICV + 8, 5);
    line_hex("vmcr ", read32(GICH + VMCR));
    write32(GICH + VMCR, 0xf0540203);
    line_hex("ctlr ", read32(GICV));
    line_hex("pmr ", read32(GICV + 4));
    line_hex("bpr ", read32(GICV + 8));
    print("-- guest's split end\n");
    lr(0, PENDING | 48);
    u32 iar = guest_ack();
    guest_eoi(iar);
    show("dropped");
    write32(GICV + 0x1000, iar);
    show("deactivated");
    lr(0, PENDING | GROUP1 | 48);
    line_dec("other group ", read32(GICV + 0x18));
    write32(GICV, 7);
    guest_eoi(guest_ack());
    lr(0, PENDING | ACTIVE | 48);
    write32(GICH + APR, 1);
    line_dec("active and pending ", guest_ack());
    guest_eoi(48);
    show("pending again");
    guest_eoi(guest_ack());
}

static void timers(void)
{
    print("-- timers\n");
    gic_enable(26);
    u64 offset = MRRC(0, 14);
    MCRR(4, 14, offset); /* CNTVOFF */
    ISB();
    line_dec("virtual count starts anew ", MRRC(1, 14) < 625000);
    MCR(4, 14, 2, 0, 200); /* CNTHP_TVAL */
    MCR(4, 14, 2, 1, 1);
    u32 iar;
    do
        iar = gic_ack();
    while ((iar & 0x3ff) == 1023);
    line_dec("taken ", iar);
    line_dec("control ", MRC(4, 14, 2, 1));
    MCR(4, 14, 2, 1, 3);
    line_hex("pending ", read32(GICD + 0x200));
    gic_eoi(iar);
    MCRR(6, 14, ~0ull); /* CNTHP_CVAL: never */
    ISB();
    line_dec("control ", MRC(4, 14, 2, 1));
    MCRR(6, 14, 0);
    MCR(4, 14, 2, 1, 1);
    ISB();
    line_dec("taken ", gic_ack());
    MCR(4, 14, 2, 1, 0);
    gic_eoi(26);
    line_dec("control ", MRC(4, 14, 2, 1));
}

int main(void)
{
    gic_init();
    write32(GICC + 4, 0xf0);
    write32(GICH + HCR, 1);
    write32(GICV, 1);
    write32(GICV + 4, 0xf8);
    life_cycle();
    physical();
    maintenance();
    control();
    timers();
    return 11;
}
