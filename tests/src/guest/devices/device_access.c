/*
 * Every kind of load and store on a device's registers: written back, of several words, exclusive, unprivileged, of the extensions'
 * registers; and where one goes on beyond the device's end. Registers that keep what is written: eight priorities of the interrupt
 * controller, whose low bits are not used, and the match register of the clock.
 */
#include "guest.h"

#define PRIORITIES (GICD + 0x428)   /* of interrupts 40 to 71 */
#define CLOCK 0x09010000u
#define CLOCK_MATCH 0x09010004u
#define LAST (GICD + 0xffc)         /* behind it there is nothing */

static u32 regs[8], aborted;

void on_dabt(struct frame *f)
{
    print(" abort "), print_hex(MRC(0, 5, 0, 0)), print(" at "), print_hex(MRC(0, 6, 0, 0));
    aborted = 1;
#ifdef __thumb__
    u32 first = *(volatile u16 *)(f->pc & ~1u);
    f->pc += first >> 11 >= 0x1d ? 4 : 2;
#else
    f->pc += 4;
#endif
}

static void begin(u32 address)
{
    for (u32 i = 0; i < 8; i++)
        write32(PRIORITIES + 4 * i, 0x10183840 + 0x08080808 * i);
    regs[0] = address;
    for (u32 i = 1; i < 8; i++)
        regs[i] = 0x80889098 + 0x08080808 * i;
    regs[4] = 8;
    aborted = 0;
}

static void end(void)
{
    for (u32 i = 0; i < 8; i++)
        print(" "), print_hex(regs[i]);
    putch('\n');
    print("   ");
    for (u32 i = 0; i < 8; i++)
        print(" "), print_hex(read32(PRIORITIES + 4 * i));
    putch('\n');
}

/* r0 is the address, r1 to r7 are data, but r4, which is 8. */
#define AT(address, code)                                                                                          \
    do {                                                                                                           \
        print(code), print(":");                                                                                   \
        begin(address);                                                                                            \
        register u32 *p_ __asm__("r8") = regs;                                                                     \
        __asm__ volatile("ldm r8, {r0-r7}\n " code "\n stm r8, {r0-r7}" ::"r"(p_)                                  \
                         : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r9", "r10", "r12", "lr", "cc", "memory", \
                           "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d16", "d17");                          \
        end();                                                                                                     \
    } while (0)
#define TRY(code) AT(PRIORITIES, code)
#define TRY_MIDDLE(code) AT(PRIORITIES + 12, code)

static void single(void)
{
    print("-- one register\n");
    TRY("ldr r1, [r0]");
    TRY("ldr r1, [r0, #4]!");
    TRY("ldr r1, [r0], #8");
    TRY_MIDDLE("ldr r1, [r0, #-4]!");
    TRY_MIDDLE("ldr r1, [r0], #-12");
    TRY("ldr r1, [r0, r4, lsl #1]");
    TRY("ldrb r1, [r0, #1]!");
    TRY("ldrh r1, [r0], #2");
    TRY("ldrsb r1, [r0, #3]!");
    TRY("ldrsh r1, [r0], #6");
    TRY("str r1, [r0], #4");
    TRY("str r1, [r0, #8]!");
    TRY("strb r1, [r0, #5]!");
    TRY("strh r1, [r0], #2");
    TRY("cmp r4, #8\n it eq\n streq r1, [r0], #4");
    TRY("cmp r4, #8\n ite ne\n ldrne r1, [r0, #4]!\n ldreq r2, [r0, #8]!");
#ifndef __thumb__
    TRY("ldr r1, [r0, r4, lsl #1]!");
    TRY("ldr r1, [r0], r4");
    TRY_MIDDLE("str r1, [r0], -r4, lsl #1");
    TRY_MIDDLE("ldrsb r1, [r0, -r4]!");
    TRY("setend be\n ldr r1, [r0], #4\n setend le");
    TRY("setend be\n strh r1, [r0, #4]!\n setend le");
#endif
    print("-- unprivileged\n");
    TRY("ldrt r1, [r0]");
    TRY("ldrbt r1, [r0]");
    TRY("strt r1, [r0]");
    TRY("strht r1, [r0]");
    print("-- two registers\n");
    TRY("ldrd r2, r3, [r0]");
    TRY("ldrd r2, r3, [r0, #8]!");
    TRY("ldrd r2, r3, [r0], #-8");
    TRY("strd r2, r3, [r0, #4]");
    TRY("strd r2, r3, [r0], #8");
    print("-- to the program counter\n");
    write32(CLOCK_MATCH, 0);
#ifdef __thumb__
    AT(CLOCK_MATCH, "adr r2, 1f\n adds r2, r2, #1\n str r2, [r0]\n ldr.w pc, [r0]\n movs r5, #1\n nop\n .balign 4\n1: movs r2, #2");
#else
    AT(CLOCK_MATCH, "adr r2, 1f\n str r2, [r0]\n ldr pc, [r0]\n mov r5, #1\n1: mov r2, #2");
    AT(CLOCK_MATCH, "adr r2, 1f\n str r2, [r0]\n ldm r0, {pc}\n mov r5, #1\n1: mov r2, #2");
#endif
}

static void several(void)
{
    print("-- several registers\n");
    TRY("ldm r0, {r1-r3, r5}");
    TRY("ldm r0!, {r1-r3, r5}");
    TRY("ldm r0, {r0-r3}");
    TRY_MIDDLE("ldmdb r0!, {r1-r3}");
    TRY("stm r0, {r1-r7}");
    TRY("stm r0!, {r1, r2, r6}");
    TRY_MIDDLE("stmdb r0!, {r1-r3}");
    TRY("mov r9, sp\n mov sp, r0\n pop {r1, r2, r3}\n mov r0, sp\n mov sp, r9");
    TRY_MIDDLE("mov r9, sp\n mov sp, r0\n push {r1, r2, r3}\n mov r0, sp\n mov sp, r9");
#ifndef __thumb__
    TRY("ldmib r0!, {r1-r3}");
    TRY_MIDDLE("ldmda r0!, {r1-r3}");
    TRY_MIDDLE("stmda r0, {r1-r3}");
    TRY("stmib r0!, {r1-r3}");
    TRY("setend be\n ldm r0!, {r1-r3}\n setend le");
#endif
}

static void exclusive(void)
{
    print("-- exclusive\n");
    TRY("ldrex r1, [r0]\n strex r2, r3, [r0]");
    TRY("clrex\n strex r2, r3, [r0]");
    TRY("ldrex r1, [r0]\n clrex\n strex r2, r3, [r0]");
    TRY("ldrex r1, [r0]\n strex r2, r3, [r0]\n strex r5, r6, [r0]");
    TRY("ldrexb r1, [r0]\n strexb r2, r3, [r0]");
    TRY("ldrexh r1, [r0]\n strexh r2, r3, [r0]");
    AT(PRIORITIES, "ldrexd r2, r3, [r0]\n strexd r1, r6, r7, [r0]");
}

static void extensions(void)
{
    print("-- registers of the extensions\n");
    TRY("vldr s0, [r0]\n vmov r1, s0");
    TRY("vldr d1, [r0, #8]\n vmov r1, r2, d1");
    TRY("vmov s3, r1\n vstr s3, [r0, #4]");
    TRY("vmov d16, r1, r2\n vstr d16, [r0, #8]");
    TRY("vldm r0!, {d0-d2}\n vmov r1, r2, d0\n vmov r5, r6, d2");
    TRY("vldm r0, {s1-s3}\n vmov r1, s1\n vmov r2, s3");
    TRY("vmov d0, r1, r2\n vmov d1, r3, r5\n vstm r0!, {d0-d1}");
    AT(PRIORITIES + 16, "vmov d0, r1, r2\n vmov d1, r3, r5\n vstmdb r0!, {d0-d1}");
    TRY("vld1.32 {d0-d1}, [r0]!\n vmov r1, r2, d0\n vmov r5, r6, d1");
    TRY("vld1.8 {d16}, [r0], r4\n vmov r1, r2, d16");
    TRY("vld1.16 {d0[2]}, [r0]!\n vmov.u16 r1, d0[2]");
    TRY("vld1.8 {d0[]}, [r0]\n vmov r1, r2, d0");
    TRY("vld2.8 {d0-d1}, [r0]!\n vmov r1, r2, d0\n vmov r5, r6, d1");
    TRY("vld3.16 {d0-d2}, [r0]\n vmov r1, r2, d0\n vmov r5, r6, d2");
    TRY("vld4.32 {d0[1], d1[1], d2[1], d3[1]}, [r0]!\n vmov r1, s1\n vmov r2, s7");
    TRY("vmov d0, r1, r2\n vmov d1, r3, r5\n vst1.32 {d0-d1}, [r0]!");
    TRY("vmov d0, r1, r2\n vst1.8 {d0[3]}, [r0]!");
    TRY("vmov d0, r1, r2\n vmov d1, r3, r5\n vst2.16 {d0-d1}, [r0], r4");
    TRY("vmov d0, r1, r2\n vmov d1, r3, r5\n vst2.32 {d0[1], d1[1]}, [r0]");
}

/*
 * Returns from an exception whose frame is in the clock's registers: the counter, which is set through the load register, and the match
 * register. r5 and r6 tell what CPSR they came with; r1 to r3 depend on addresses, but for r1 where it is loaded.
 */
#ifdef __thumb__
#define TARGET "adr r2, 1f\n adds r2, r2, #1\n"
#else
#define TARGET "adr r2, 1f\n"
#endif
#define RETURN(psr, code)                                                                                          \
    AT(CLOCK, TARGET "str r2, [r0, #8]\n str r2, [r0, #4]\n mrs r5, cpsr\n " psr                                 \
       "\n str r3, [r0, #4]\n mov r1, #0\n mov r6, #0\n " code                                                   \
       "\n mov r6, #1\n nop\n .balign 4\n1: mrs r5, cpsr\n setend le\n cps #0x1f\n mov r2, #2\n mov r3, #3")
#define FROM_SVC(code)                                                                                             \
    AT(CLOCK, TARGET "str r2, [r0, #8]\n str r2, [r0, #4]\n mrs r3, cpsr\n eor r3, r3, #0xf0000000\n cps #0x13\n"  \
       "msr spsr_cxsf, r3\n mov r1, #0\n mov r6, #0\n " code                                                      \
       "\n mov r6, #1\n nop\n .balign 4\n1: mrs r5, cpsr\n setend le\n cps #0x1f\n mov r1, r1, lsr #24\n mov r2, #2\n mov r3, #3")
#ifdef __thumb__
#define STATE "orr r3, r3, #0x20\n"
#else
#define STATE
#endif
#define SAME STATE "eor r3, r5, #0xf0000000\n " STATE
#define IN_MODE(number) "bic r3, r5, #0x1f\n orr r3, r3, #" number "\n eor r3, r3, #0xf0000000\n " STATE

static void returns(void)
{
    print("-- returns from an exception\n");
    RETURN(SAME, "rfeia r0");
    RETURN(SAME, "rfeia r0!");
    RETURN(SAME, "add r0, r0, #8\n rfedb r0!");
    RETURN(IN_MODE("0x13"), "rfeia r0!");
    RETURN(IN_MODE("0x11"), "rfeia r0!\n");
    RETURN(IN_MODE("0x1b"), "rfeia r0!");
    print("-- with a mode that cannot be\n");
    RETURN(IN_MODE("0x1a"), "rfeia r0!");
    RETURN(IN_MODE("0x16"), "rfeia r0!");
    RETURN(IN_MODE("0x14"), "rfeia r0!");
#ifndef __thumb__
    RETURN(SAME, "sub r0, r0, #4\n rfeib r0!");
    RETURN(SAME, "add r0, r0, #4\n rfeda r0!");
    RETURN("eor r3, r5, #0x200", "rfeia r0!\n");
    print("-- by LDM\n");
    FROM_SVC("ldm r0, {pc}^");
    FROM_SVC("ldm r0!, {r1, pc}^");
    FROM_SVC("add r0, r0, #8\n ldmdb r0!, {r1, pc}^");
#endif
    print("-- beyond the end\n");
    AT(LAST, "rfeia r0!");
#ifndef __thumb__
    AT(LAST, "cps #0x13\n ldm r0!, {r1, pc}^\n cps #0x1f\n mov r1, #0");
#endif
}

static void beyond(void)
{
    print("-- beyond the end\n");
    AT(LAST, "ldr r1, [r0, #4]");
    AT(LAST, "str r1, [r0, #4]!");
    /* what an instruction that aborts had loaded is UNKNOWN */
    AT(LAST, "ldrd r2, r3, [r0]\n mov r2, #0\n mov r3, #0");
    AT(LAST, "ldm r0!, {r1-r3}\n mov r1, #0");
    AT(LAST - 4, "stm r0!, {r1-r3}");
    AT(LAST - 4, "vldm r0!, {d0-d1}");
    AT(LAST, "ldrb r1, [r0, #8]!");
    AT(LAST + 4, "ldrex r1, [r0]");
    AT(LAST + 4, "vld1.8 {d0[1]}, [r0]!");
}

int main(void)
{
    MCR(0, 1, 0, 2, 0xf << 20); /* CPACR: let the extensions be used */
    ISB();
    __asm__ volatile("vmsr fpexc, %0" ::"r"(1 << 30));
    single();
    several();
    exclusive();
    extensions();
    returns();
    beyond();
    return 21;
}
