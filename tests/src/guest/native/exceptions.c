/* Each synchronous exception a PL1 program can provoke, from PL0 and PL1, with what the handler finds. */
#include "guest.h"

static const char *what;
static u32 resume; /* where a prefetch abort goes on */

static void show(const char *kind, struct frame *f, u32 pc)
{
    print(what);
    print(": ");
    print(kind);
    print(" pc ");
    print_hex(pc);
    print(" spsr ");
    print_hex(f->spsr);
}

void on_undef(struct frame *f)
{
    show("undef", f, f->pc);
    putch('\n');
    if ((f->spsr & 0x20) && ((*(u16 *)(f->pc - 2)) & 0xf800) >= 0xe800)
        f->pc += 2; /* a 32-bit T32 instruction: LR_und is behind its first halfword */
}

static u32 svc_count;

void on_svc(struct frame *f)
{
    svc_count++;
    if (f->r[7] == 0x77) { /* back to PL1: the frame returns to Supervisor mode */
        f->spsr = (f->spsr & ~0x1fu) | 0x1f;
        return;
    }
    show("svc", f, f->pc);
    putch('\n');
}

void on_pabt(struct frame *f)
{
    show("pabt", f, f->pc);
    line_hex(" ifsr ", MRC(0, 5, 0, 1) & ~0xc00u);
    f->pc = resume ? resume : f->pc + 4;
    resume = 0;
}

void on_dabt(struct frame *f)
{
    show("dabt", f, f->pc);
    print(" dfsr ");
    print_hex(MRC(0, 5, 0, 0));
    line_hex(" dfar ", MRC(0, 6, 0, 0));
    f->pc += f->spsr & 0x20 ? ((*(u16 *)f->pc & 0xf800) >= 0xe800 ? 4 : 2) : 4;
}

#define TRY(name, text)                                                                                            \
    what = name;                                                                                                   \
    __asm__ volatile(text ::: "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory")

static void provoke(void)
{
    TRY("svc 5", "svc #5");
    TRY("svc condition failed", "cmp r0, r0\n it ne\n svcne #6");
    TRY("svc condition passed", "cmp r0, r0\n it eq\n svceq #7");
    TRY("udf", "udf #1");
    TRY("bkpt", "bkpt #3");
    TRY("aligned ldm", "movw r0, #0x8002\n movt r0, #0x4010\n ldm r0, {r1, r2}");
    TRY("ldrex unaligned", "movw r0, #0x8002\n movt r0, #0x4010\n ldrex r1, [r0]");
    TRY("strd unaligned", "movw r0, #0x8002\n movt r0, #0x4010\n strd r2, r3, [r0]");
    TRY("load from nowhere", "mov r0, #0x0b000000\n ldr r1, [r0]");
    TRY("store to nowhere", "mov r0, #0x0b000000\n str r1, [r0]");
    TRY("cp15 write of an ID register", "mcr p15, 0, r0, c0, c0, 0");
    TRY("cp14 unallocated", "mrc p14, 7, r0, c15, c15, 7");
    TRY("vfp while off", ".fpu vfpv4\n vmrs r0, fpscr");
    TRY("read of HCR", "mrc p15, 4, r0, c1, c1, 0");
}

static void enter_user(void)
{
    __asm__ volatile("cps #0x10" ::: "memory");
}

int main(void)
{
    line_hex("cpsr ", ({ u32 v; __asm__ volatile("mrs %0, cpsr" : "=r"(v)); v & 0x1ff; }));
    print("-- sys\n");
    provoke();
    enter_user();
    print("-- usr\n");
    provoke();
    TRY("cps at PL0 does nothing", "cps #0x13");
    TRY("privileged cp15 at PL0", "mrc p15, 0, r0, c1, c0, 0");
    TRY("thread id at PL0", "mrc p15, 0, r0, c13, c0, 3");
    TRY("hvc at PL0", ".arch_extension virt\n hvc #9");
    TRY("smc at PL0", ".arch_extension sec\n smc #9");
    u32 cpsr;
    __asm__ volatile("mrs %0, cpsr" : "=r"(cpsr));
    line_hex("cpsr ", cpsr & 0x1f);
    __asm__ volatile("mov r7, #0x77\n svc #1" ::: "r7", "memory");
    __asm__ volatile("mrs %0, cpsr" : "=r"(cpsr));
    line_hex("cpsr ", cpsr & 0x1f);
    line_dec("supervisor calls ", svc_count);
    return 7;
}
