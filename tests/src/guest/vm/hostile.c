/*
 * Every hypercall with wrong, huge and foreign arguments, then forbidden instructions and addresses. It may harm only
 * itself: VM "victim" runs beside it and must not notice. Every answer is printed.
 */
#include "guest.h"

static const u32 NASTY[] = {0, 1, 2, 3, 15, 16, 17, 0xfff, 0x1000, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0,
    0xffffffff, 0x08000000, 0x08010000, 0x09000000, 0x40000000, 0x3ffffffe, 0x47fff000, 0x50000000, 0xc0000000};
#define NASTIES (sizeof NASTY / sizeof *NASTY)

static u32 answers[64], other;

static void note(u32 error)
{
    if (error < 64)
        answers[error]++;
    else
        other++;
}

#define ATTACK(name)                                                                                               \
    do {                                                                                                           \
        for (u32 i = 0; i < NASTIES; i++)                                                                          \
            for (u32 j = 0; j < NASTIES; j++) {                                                                    \
                struct call c = {{NASTY[i], NASTY[j], NASTY[(i + j) % NASTIES], NASTY[(i * 7 + j) % NASTIES], j, i}}; \
                hypercalls_made++;                                                                                 \
                note(HVC(name, &c));                                                                               \
            }                                                                                                      \
    } while (0)

static volatile u32 faults;

void on_undef(struct frame *f)
{
    (void)f; /* LR_und is already behind the instruction */
    faults++;
}

void on_dabt(struct frame *f)
{
    faults++;
    f->pc += 4;
}

int main(void)
{
    u32 self;
    vm_id(0, &self);
    ATTACK(VM_GET_ID);
    ATTACK(MSG_RECV);
    ATTACK(MSG_RECV_BUF);
    ATTACK(PAGE_MAP);
    ATTACK(PAGE_UNMAP);
    ATTACK(PAGE_REVOKE);
    ATTACK(PAGE_LOCK);
    ATTACK(PAGE_UNLOCK);
    ATTACK(NULL_CALL);
    /* numbers that are no hypercalls */
    ATTACK(0x001);
    ATTACK(0x0ff);
    ATTACK(0x105);
    ATTACK(0x116);
    ATTACK(0x200);
    ATTACK(0x1400);
    ATTACK(0xffff);
    /* floods: a full queue, no more share ids */
    ATTACK(MSG_SEND);
    ATTACK(MSG_SEND_BUF);
    ATTACK(PAGE_SHARE);
    for (u32 i = 0; i < 300; i++) {
        u32 share;
        note(page_share((u32)__free_start + i * PAGE, 3, 0xffffffff, &share));
    }
    for (u32 i = 0; i < 40; i++)
        if (answers[i]) {
            print("hostile: ");
            print(error_name(i));
            line_dec(" ", answers[i]);
        }
    line_dec("hostile: other answers ", other);
    /* Hyp registers and Secure state are not ours: each of these is undefined at PL1. */
    (void)MRC(4, 1, 1, 0);           /* HCR */
    MCR(4, 1, 1, 0, 0);
    (void)MRC(4, 5, 2, 0);           /* HSR */
    (void)MRC(4, 12, 0, 0);          /* HVBAR */
    MCR(4, 8, 7, 4, 0);              /* TLBIALLNSNH */
    MCRR(6, 2, 0);                   /* VTTBR */
    (void)MRC(0, 1, 1, 0);           /* SCR */
    line_dec("hostile: undefined instructions ", faults);
    line_dec("hostile: hypercalls ", hypercalls_made);
    /* Nothing is at this address, and it is no device: an abort, as on the machine. */
    u32 before = faults;
    (void)read32(0x30000000);
    line_dec("hostile: aborts ", faults - before);
    /* System mode has no SPSR to return with, which shows only when the device has been read. */
    before = faults;
    __asm__ volatile("cps #0x1f\n ldm %0, {r1, pc}^\n cps #0x13" ::"r"(0x09010000) : "r1", "memory");
    line_dec("hostile: undefined returns ", faults - before);
    return 0;
}
