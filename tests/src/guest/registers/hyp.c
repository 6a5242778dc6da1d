/*
 * Every encoding of CP14 and CP15 registers in Hyp mode and at PL1 under a hypervisor: which exist, and what each of the
 * trap controls takes to Hyp mode, of those that QEMU 7.2 has.
 */
#include "sweep.h"

void hyp_enter(u32 pc, u32 psr);
extern u32 guest_vectors[];

static u8 guest_stack[8192] __attribute__((aligned(8)));

void on_guest_undef(void) { undefined = 1; }
void on_guest_svc(void) {}
void on_guest_pabt(void) {}
void on_guest_dabt(void) {}
void on_guest_irq(void) {}
void on_hyp_irq(void) {}

u32 on_hyp(u32 *r)
{
    (void)r;
    u32 hsr = MRC(4, 5, 2, 0);
    if (hsr >> 26 == 0x12)
        return 1;
    trapped = hsr;
    u32 elr;
    __asm__ volatile(".arch_extension virt\n mrs %0, elr_hyp" : "=r"(elr));
    __asm__ volatile(".arch_extension virt\n msr elr_hyp, %0" ::"r"(elr + 4));
    return 0;
}

/* Vectors for the sweep in Hyp mode itself: an undefined instruction is skipped. */
__attribute__((naked, aligned(32))) static void own_vectors(void)
{
    __asm__ volatile("b .\n b 1f\n b .\n b .\n b .\n b .\n b .\n b .\n"
                     "1: push {r2, r3}\n"
                     " ldr r2, =undefined\n mov r3, #1\n str r3, [r2]\n"
                     " .arch_extension virt\n mrs r2, elr_hyp\n add r2, r2, #4\n msr elr_hyp, r2\n"
                     " pop {r2, r3}\n eret\n .ltorg");
}

/* What may not become zero: SCTLR, HSCTLR, VBAR, HVBAR. */
static u32 keeps(u32 e) { return is_dangerous(e) || e == 0xf0c00 || e == 0xf4c00; }

static u32 accept(u32 instruction) { return execute_here(instruction, 0, 0).kind; }

/* Whether a guest may read (1) and write (2) when nothing traps: 32-bit and 64-bit encodings. */
static u8 known[2][1 << 16];

static u8 *known_place(u32 e) { return &known[e >> 31][e >> 31 ? e & 0xffff : (e >> 1 & 0x8000) | (e & 0x7fff)]; }

static void note_one(u32 e, u32 read, u32 write)
{
    *known_place(e) = (accept(read) == 0 ? 1 : 0) | (!keeps(e) && accept(write) == 0 ? 2 : 0);
}

/* What a trap control takes, of the accesses that there are. */
static void judge_one(u32 e, u32 read, u32 write)
{
    u32 able = *known_place(e);
    if (!able || differs(e) || IN(e, {0x80000e01, 0x80000e02})) /* it does not trap DBGDRAR and DBGDSAR of 64 bits */
        return end_line();
    u32 r = able & 1 ? accept(read) : 0, w = able & 2 ? accept(write) : 0, next = is_next(e);
    if (r == 2 || w == 2)
        result(e, next, r != 2 ? "write traps" : w != 2 ? "read traps" : "both trap", 0, 0, 0, 0, 0);
    else
        end_line();
}

static const char *title;
static void (*wanted)(u32, u32, u32);

__attribute__((used)) void guest_main(void)
{
    MCR(0, 12, 0, 0, guest_vectors);
    ISB();
    sweep(title, execute_here, wanted);
}

__attribute__((naked)) static void guest_entry(void)
{
    __asm__ volatile(".arch_extension virt\n bl guest_main\n hvc #0\n b .");
}

static void in_guest(const char *what, void (*f)(u32, u32, u32))
{
    title = what, wanted = f;
    u32 top = (u32)(guest_stack + sizeof guest_stack);
    __asm__ volatile(".arch_extension virt\n msr sp_svc, %0\n msr sp_und, %1" ::"r"(top), "r"(top - 4096));
    hyp_enter((u32)guest_entry, 0x1d3);
}

int main(void)
{
    u32 hvbar = MRC(4, 12, 0, 0);
    MCR(4, 12, 0, 0, own_vectors);
    ISB();
    sweep("Hyp reads", execute_here, read_one);
    sweep("Hyp writes", execute_here, write_one);
    MCR(4, 12, 0, 0, hvbar);
    ISB();
    in_guest("guest reads, nothing trapped", read_one);
    in_guest("known", note_one);
    static const u8 HCR_BITS[] = {15, 17, 21, 25, 26}; /* TID0, TID2, TAC, TTLB, TVM */
    for (u32 i = 0; i < sizeof HCR_BITS; i++) {
        MCR(4, 1, 1, 0, 1u << HCR_BITS[i]);
        ISB();
        print("HCR bit "), print_dec(HCR_BITS[i]), print(" ");
        in_guest("set", judge_one);
    }
    MCR(4, 1, 1, 0, 0);
    for (u32 n = 0; n < 18; n++) {
        if (n == 4 || n == 14)
            continue;
        MCR(4, 1, 1, 3, 1u << n);
        ISB();
        print("HSTR bit "), print_dec(n), print(" ");
        in_guest("set", judge_one);
    }
    MCR(4, 1, 1, 3, 0);
    static const u8 HDCR_BITS[] = {6, 9, 10, 11}; /* TPM, TDA, TDOSA, TDRA */
    for (u32 i = 0; i < sizeof HDCR_BITS; i++) {
        MCR(4, 1, 1, 1, 6 | 1u << HDCR_BITS[i]);
        ISB();
        print("HDCR bit "), print_dec(HDCR_BITS[i]), print(" ");
        in_guest("set", judge_one);
    }
    MCR(4, 1, 1, 1, 6);
    MCR(4, 14, 1, 0, 0);
    ISB();
    in_guest("CNTHCTL clear", judge_one);
    return 0;
}
