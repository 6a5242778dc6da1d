/* The virtual and physical generic timers through the GIC: order, levels, masking. Prints no times. */
#include "guest.h"

static volatile u32 fired[64], order[8], count;

void on_irq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack(), intid = iar & 0x3ff;
    if (intid >= 1020)
        return;
    if (intid < 64)
        fired[intid]++;
    if (count < 8)
        order[count++] = intid;
    if (intid == 27)
        MCR(0, 14, 3, 1, 2); /* CNTV_CTL.IMASK: the level falls */
    if (intid == 30)
        MCR(0, 14, 2, 1, 2);
    gic_eoi(iar);
}

static void wait_for(u32 n)
{
    while (count < n)
        WFI();
}

int main(void)
{
    gic_init();
    gic_enable(27);
    gic_enable(30);
    line_dec("frequency ", MRC(0, 14, 0, 0));
    IRQ_ON();
    MCR(0, 14, 3, 0, 62500); /* CNTV_TVAL: 1 ms */
    MCR(0, 14, 3, 1, 1);
    wait_for(1);
    line_dec("first ", order[0]);
    line_dec("status ", MRC(0, 14, 3, 1));
    MCR(0, 14, 2, 0, 62500 * 2);
    MCR(0, 14, 2, 1, 1);
    MCR(0, 14, 3, 0, 62500);
    MCR(0, 14, 3, 1, 1);
    wait_for(3);
    print("then ");
    print_dec(order[1]);
    line_dec(" and ", order[2]);
    u64 before = MRRC(1, 14);
    MCR(0, 14, 3, 0, 625000); /* 10 ms */
    MCR(0, 14, 3, 1, 1);
    wait_for(4);
    u64 after = MRRC(1, 14);
    line_dec("waited long enough ", after - before >= 625000);
    line_dec("not much longer ", after - before < 625000 + 6250000);
    /* a compare value in the past fires at once; IMASK holds it back */
    MCR(0, 14, 3, 1, 3);
    MCRR(3, 14, after);
    ISB();
    line_dec("masked status ", MRC(0, 14, 3, 1));
    line_dec("fired ", fired[27]);
    MCR(0, 14, 3, 1, 1);
    ISB();
    wait_for(5);
    line_dec("fired ", fired[27]);
    return 0;
}
