/*
 * Debug exceptions on a machine with Hyp mode: those of Hyp mode itself, of PL1 and PL0 below it, and what HDCR routes to Hyp mode. Each
 * handler switches breakpoints and watchpoints off, so that the instruction is executed when it returns.
 */
#include "guest.h"

void hyp_enter(u32 pc, u32 psr);
extern u32 guest_vectors[];

#define SVC_MODE 0x1d3u
#define USR_MODE 0x1d0u

#define ANY (3u << 1)
#define WORD (0xfu << 5)
#define HMC (1u << 13)
#define LOAD (1u << 3)
#define STORE (2u << 3)
#define TDE (1u << 8)

extern u8 guest_code[], guest_add[], guest_load[], guest_store[], guest_bkpt[];
u32 watched[2];

__asm__(".syntax unified\n"
        ".arch_extension virt\n"
        ".pushsection .text\n"
        ".arm\n"
        ".global guest_code, guest_add, guest_load, guest_store, guest_bkpt\n"
        "guest_code: mov r0, #1\n"
        "guest_add: add r0, r0, #1\n"
        " movw r1, #:lower16:watched\n movt r1, #:upper16:watched\n"
        "guest_load: ldr r2, [r1]\n"
        "guest_store: str r2, [r1, #4]\n"
        "guest_bkpt: bkpt #5\n"
        " svc #0\n" /* goes on in Supervisor mode */
        " hvc #0xff\n"
        ".popsection\n");

static void disarm(void)
{
    MCR14(0, 0, 0, 5, 0);
    MCR14(0, 0, 0, 7, 0);
}

static void print_place(u32 pc)
{
    print(" at +"), print_dec(pc - (u32)guest_code);
}

/* ---- handlers below Hyp mode ------------------------------------------------------------------------------- */

void on_hyp_irq(void) {}
void on_guest_undef(void) { print("  undef\n"); }
void on_guest_irq(void) {}

static u32 spsr(void)
{
    u32 v;
    __asm__ volatile("mrs %0, spsr" : "=r"(v));
    return v;
}

void on_guest_svc(void) { __asm__ volatile("msr spsr_c, %0" ::"r"(SVC_MODE)); }

/* The frame that the vectors have pushed: r0-r3, r12, return address. */
static void guest_abort(const char *kind, u32 *frame, u32 status, u32 far)
{
    print("  "), print(kind), print_place(frame[5]), print(" from "), print_hex(spsr() & 0x1f), print(" status ");
    print_hex(status), print(" far "), print_hex(far);
    print(" moe "), print_dec(MRC14(0, 0, 2, 2) >> 2 & 15), putch('\n');
    disarm();
    if (frame[5] == (u32)guest_bkpt)
        frame[5] += 4;
}

__asm__(".pushsection .text\n.arm\n"
        ".global on_guest_pabt, on_guest_dabt\n"
        "on_guest_pabt: add r0, sp, #0\n b pabt_frame\n"
        "on_guest_dabt: add r0, sp, #0\n b dabt_frame\n"
        ".popsection\n");
void pabt_frame(u32 *frame) { guest_abort("pabt", frame, MRC(0, 5, 0, 1), 0); }

void dabt_frame(u32 *frame)
{
    frame[5] -= 4; /* to the instruction itself */
    guest_abort("dabt", frame, MRC(0, 5, 0, 0), MRC(0, 6, 0, 0) - (u32)watched);
}

/* ---- Hyp mode ---------------------------------------------------------------------------------------------- */

static u32 elr(void)
{
    u32 v;
    __asm__ volatile(".arch_extension virt\n mrs %0, elr_hyp" : "=r"(v));
    return v;
}

static void set_elr(u32 v) { __asm__ volatile(".arch_extension virt\n msr elr_hyp, %0" ::"r"(v)); }

u32 on_hyp(u32 *r)
{
    (void)r;
    u32 hsr = MRC(4, 5, 2, 0), back = elr();
    if (hsr >> 26 == 0x12)
        return 1;
    /* IL is not valid for BKPT; QEMU 7.2 sets it */
    print("  trap"), print_place(back), print(" from "), print_hex(spsr() & 0x1f), print(" hsr "), print_hex(hsr & ~0x02000000u);
    if (back == (u32)guest_load || back == (u32)guest_store)
        print(" far "), print_hex(MRC(4, 6, 0, 0) - (u32)watched);
    print(" moe "), print_dec(MRC14(0, 0, 2, 2) >> 2 & 15), putch('\n');
    disarm();
    if (back == (u32)guest_bkpt)
        set_elr(back + 4);
    return 0;
}

static void run(const char *what, u32 mode, u32 hdcr, u32 breakpoint, u32 watchpoint)
{
    print(what), putch('\n');
    MCR14(0, 0, 0, 4, (u32)guest_add);
    MCR14(0, 0, 0, 6, (u32)watched + (watchpoint & LOAD ? 0 : 4));
    MCR14(0, 0, 0, 5, breakpoint);
    MCR14(0, 0, 0, 7, watchpoint);
    MCR(4, 1, 1, 1, hdcr);
    ISB();
    hyp_enter((u32)guest_code, mode);
    MCR(4, 1, 1, 1, 0);
    ISB();
    disarm();
}

static u32 in_hyp(void) { return *(volatile u32 *)watched; }

int main(void)
{
    static u32 stacks[3][256] __attribute__((aligned(8)));
    __asm__ volatile(".arch_extension virt\n msr sp_svc, %0\n msr sp_abt, %1\n msr sp_und, %2" ::"r"(stacks[0] + 256),
                     "r"(stacks[1] + 256), "r"(stacks[2] + 256));
    MCR(0, 12, 0, 0, (u32)guest_vectors);
    disarm();
    MCR14(0, 1, 0, 4, 0);
    MCR14(0, 0, 2, 2, 1u << 15);
    u32 breakpoint = ANY | WORD | 1, loads = ANY | LOAD | WORD | 1, stores = ANY | STORE | WORD | 1;
    print("Hyp mode\n");
    MCR14(0, 0, 0, 4, (u32)in_hyp);
    MCR14(0, 0, 0, 5, breakpoint | HMC);
    MCR14(0, 0, 0, 6, (u32)watched);
    MCR14(0, 0, 0, 7, loads | HMC);
    in_hyp();
    disarm();
    u32 routed = TDE | 0xe00; /* with TDRA, TDOSA and TDA, as it has to be */
    for (u32 i = 0; i < 2; i++) {
        u32 hdcr = i ? routed : 0;
        print(i ? "routed to Hyp mode\n" : "not routed\n");
        run(" PL1, breakpoint", SVC_MODE, hdcr, breakpoint, loads);
        run(" PL1, watchpoint of loads", SVC_MODE, hdcr, 0, loads);
        run(" PL1, watchpoint of stores", SVC_MODE, hdcr, 0, stores);
        run(" PL0, breakpoint", USR_MODE, hdcr, breakpoint, loads);
        run(" PL0, watchpoint of loads", USR_MODE, hdcr, 0, loads);
        run(" PL0, watchpoint of stores", USR_MODE, hdcr, 0, stores);
    }
    MCR14(0, 0, 2, 2, 0);
    return 0;
}
