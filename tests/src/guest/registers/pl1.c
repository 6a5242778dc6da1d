/* Every encoding of CP14 and CP15 registers at PL1 and PL0: which exist, their values, the bits that can be written. */
#include "sweep.h"

void on_undef(struct frame *f)
{
    undefined = 1;
    /* LR_und is the instruction behind for A32, and so is f->pc */
    (void)f;
}

/* Back from PL0. */
void on_svc(struct frame *f) { f->spsr |= 0x1f; }

static struct outcome execute_user(u32 instruction, u32 r0, u32 r1)
{
    static const u32 rest[] = {0xef000001 /* svc #1 */, 0xe12fff1e /* bx lr */};
    u32 code = (u32)prepare(instruction, rest, 2);
    register u32 low __asm__("r0") = r0;
    register u32 high __asm__("r1") = r1;
    __asm__ volatile("cps #0x10\n blx %2" : "+r"(low), "+r"(high) : "r"(code) : "lr", "memory", "cc");
    return (struct outcome){outcome_kind(), low, high};
}

int main(void)
{
    sweep("PL1 reads", execute_here, read_one);
    sweep("PL1 writes", execute_here, write_one);
    sweep("PL1 reads again", execute_here, read_one);
    MCR(0, 14, 1, 0, 0);
    MCR(0, 9, 14, 0, 0);
    at_pl0 = 1;
    sweep("PL0 reads, nothing enabled", execute_user, read_one);
    MCR(0, 14, 1, 0, 0x303);
    MCR(0, 9, 14, 0, 1);
    sweep("PL0 reads, all enabled", execute_user, read_one);
    sweep("PL0 writes, all enabled", execute_user, write_one);
    return 0;
}
