/*
 * Breakpoints and watchpoints of monitor debug-mode: which instructions and accesses match, and what their handlers find. A handler
 * switches all of them off, so that the instruction is executed when it returns.
 */
#include "guest.h"

#define BVR(n, v) MCR14(0, 0, n, 4, v)
#define BCR(n, v) MCR14(0, 0, n, 5, v)
#define WVR(n, v) MCR14(0, 0, n, 6, v)
#define WCR(n, v) MCR14(0, 0, n, 7, v)
#define DBGDSCR MRC14(0, 0, 2, 2)
#define MDBGEN (1u << 15)
#define UNLOCK 0

#define ANY (3u << 1)
#define PRIVILEGED (1u << 1)
#define USER (2u << 1)
#define BAS(v) ((v) << 5)
#define SSC(v) ((v) << 14)
#define HMC (1u << 13)
#define LINK(n) ((n) << 16 | 1u << 20)
#define TYPE(v) ((v) << 20)
#define MASK(v) ((v) << 24)
#define LOAD (1u << 3)
#define STORE (2u << 3)
#define BOTH (3u << 3)
#define WORD BAS(0xfu)

extern u8 adds[], adds_1[], adds_2[], adds_3[], branch_2[], calls_1[], calls_2[], calls_3[], failing_1[], loop_1[], loop_2[],
    it_2[], straddling_1[];
u32 do_adds(void), do_branch(void), do_calls(void), do_failing(void), do_loop(u32 rounds), do_it(void), do_straddling(void);
u32 ld8(u32), ld16(u32), ld32(u32), ldrd(u32), ldm(u32), ldrex(u32), ldrt(u32), ldr_post(u32);
void st8(u32, u32), st16(u32, u32), st32(u32, u32), strd(u32, u32), strt(u32, u32);
u32 strex(u32, u32), pld(u32);
u32 memory_loop(u32, u32);

#ifdef __thumb__
#define FUNCTION(name) ".balign 4\n .global " #name "\n .thumb_func\n" #name ": "
#define HALFWORDS 1
#define FIRST BAS(3u)
#else
#define FUNCTION(name) ".balign 4\n .global " #name "\n" #name ": "
#define HALFWORDS 0
#define FIRST WORD
#endif
#define LABEL(name) " .global " #name "\n" #name ": "

__asm__(".syntax unified\n"
        ".pushsection .text\n"
        FUNCTION(do_adds) LABEL(adds) "movs r0, #1\n"
        LABEL(adds_1) "adds r0, r0, #1\n"
        LABEL(adds_2) "adds r0, r0, #1\n"
        LABEL(adds_3) "adds r0, r0, #1\n bx lr\n"
        FUNCTION(do_branch) "movs r0, #7\n cmp r0, #7\n beq branch_2\n movs r0, #0\n"
        LABEL(branch_2) "adds r0, r0, #1\n bx lr\n"
        FUNCTION(do_calls) "push {r4, lr}\n movs r0, #0\n"
        LABEL(calls_1) "svc #1\n"
        LABEL(calls_2) "udf #1\n"
        LABEL(calls_3) "bkpt #1\n pop {r4, pc}\n"
        FUNCTION(do_failing) "movs r0, #3\n cmp r0, #4\n"
#ifdef __thumb__
        " it eq\n"
#endif
        LABEL(failing_1) "moveq r0, #9\n bx lr\n"
        FUNCTION(do_it) "movs r0, #3\n cmp r0, #3\n ittet eq\n addeq r0, #1\n"
        LABEL(it_2) "addeq r0, #2\n addne r0, #4\n addeq r0, #8\n bx lr\n"
        /* in T32 the first instruction takes two bytes, and the second one is in two words */
        FUNCTION(do_straddling) "movs r0, #0\n"
        LABEL(straddling_1)
#ifdef __thumb__
        "movw r0, #0x1234\n bx lr\n"
#else
        "mov r0, #0x1200\n bx lr\n"
#endif
        FUNCTION(do_loop) "mov r1, #0\n"
        LABEL(loop_1) "add r1, r1, #1\n eor r1, r1, r0\n"
        LABEL(loop_2) "add r1, r1, #3\n subs r0, r0, #1\n bne loop_1\n mov r0, r1\n bx lr\n"
        FUNCTION(memory_loop) "mov r3, #0\n"
        "1: ldr r2, [r0]\n add r3, r3, r2\n str r3, [r0, #4]\n subs r1, r1, #1\n bne 1b\n mov r0, r3\n bx lr\n"
        FUNCTION(ld8) "ldrb r0, [r0]\n bx lr\n"
        FUNCTION(ld16) "ldrh r0, [r0]\n bx lr\n"
        FUNCTION(ld32) "ldr r0, [r0]\n bx lr\n"
        FUNCTION(ldr_post) "ldr r1, [r0], #4\n mov r0, r1\n bx lr\n"
        FUNCTION(ldrd) "ldrd r2, r3, [r0]\n mov r0, r3\n bx lr\n"
        FUNCTION(ldm) "mov r12, r0\n ldm r12, {r0-r3}\n mov r0, r2\n bx lr\n"
        FUNCTION(ldrex) "ldrex r0, [r0]\n clrex\n bx lr\n"
        FUNCTION(ldrt) "ldrt r1, [r0]\n mov r0, r1\n bx lr\n"
        FUNCTION(pld) "pld [r0]\n mov r0, #1\n bx lr\n"
        FUNCTION(st8) "strb r1, [r0]\n bx lr\n"
        FUNCTION(st16) "strh r1, [r0]\n bx lr\n"
        FUNCTION(st32) "str r1, [r0]\n bx lr\n"
        FUNCTION(strd) "mov r2, r1\n mov r3, r1\n strd r2, r3, [r0]\n bx lr\n"
        FUNCTION(strt) "strt r1, [r0]\n bx lr\n"
        FUNCTION(strex) "ldrex r2, [r0]\n strex r2, r1, [r0]\n mov r0, r2\n bx lr\n"
        ".popsection\n");

static u32 data[1024] __attribute__((aligned(4096)));
static u32 base;        /* what handlers print addresses relative to */
static u32 quiet, hits; /* handlers count instead of printing */
static u32 alternate;   /* handlers switch between two breakpoints, or watchpoints */

static void disarm(void)
{
    BCR(0, 0);
    BCR(1, 0);
    BCR(2, 0);
    BCR(3, 0);
    BCR(4, 0);
    BCR(5, 0);
    WCR(0, 0);
    WCR(1, 0);
    WCR(2, 0);
    WCR(3, 0);
}

static void print_offset(u32 address, u32 from)
{
    if (address - from < 0x10000)
        putch('+'), print_dec(address - from);
    else
        print_hex(address);
}

static void report(const char *kind, struct frame *f, u32 status)
{
    print("    "), print(kind), print(" at "), print_offset(f->pc, base);
    print(" from "), print_hex(f->spsr & 0x0600fc3f), print(" r0 "), print_offset(f->r[0], (u32)data);
    print(" status "), print_hex(status), print(" moe "), print_dec(DBGDSCR >> 2 & 15);
}

void on_pabt(struct frame *f)
{
    if (quiet) {
        hits++;
        if (alternate) {
            u32 first = MRC14(0, 0, 0, 5) & 1;
            BCR(0, first ? 0 : ANY | FIRST | 1);
            BCR(1, first ? ANY | FIRST | 1 : 0);
            return;
        }
    } else {
        report("pabt", f, MRC(0, 5, 0, 1)), putch('\n');
    }
    disarm();
    if ((DBGDSCR >> 2 & 15) == 3)
        f->pc += HALFWORDS ? 2 : 4;
}

void on_dabt(struct frame *f)
{
    if (quiet) {
        hits++;
        if (alternate) {
            u32 first = MRC14(0, 0, 0, 7) & 1;
            WCR(0, first ? 0 : ANY | LOAD | WORD | 1);
            WCR(1, first ? ANY | STORE | WORD | 1 : 0);
            return;
        }
    } else {
        report("dabt", f, MRC(0, 5, 0, 0)), print(" far "), print_offset(MRC(0, 6, 0, 0), (u32)data), putch('\n');
    }
    disarm();
    if ((MRC(0, 5, 0, 0) & 0x40f) != 2)
        f->pc += 4;
}

static void to_user(void) { __asm__ volatile("cps #0x10" ::: "memory"); }

/* A call of 1 is counted, of 2 goes back to System mode from User mode. */
void on_svc(struct frame *f)
{
    if (f->r[12] == 0x600d)
        f->spsr |= 0x1f;
    else
        print("    svc\n");
}

void on_undef(struct frame *f)
{
    (void)f;
    print("    undef\n");
}

static void to_system(void)
{
    register u32 back __asm__("r12") = 0x600d;
    __asm__ volatile("svc #2" ::"r"(back) : "memory", "lr");
}

/* ---- breakpoints ------------------------------------------------------------------------------------------- */

static void breakpoint(const char *what, u32 value, u32 control)
{
    print("  "), print(what), putch('\n');
    base = (u32)adds;
    BVR(0, value);
    BCR(0, control);
    u32 result = do_adds();
    disarm();
    if (result != 4)
        line_hex("    result ", result);
}

static void breakpoint_in_user_mode(const char *what, u32 value, u32 control)
{
    print("  "), print(what), print(", in User mode\n");
    base = (u32)adds;
    BVR(0, value);
    BCR(0, control);
    to_user();
    do_adds();
    to_system();
    disarm();
}

static void breakpoint_in(const char *what, u8 *from, u8 *at, u32 (*f)(void))
{
    print("  "), print(what), putch('\n');
    base = (u32)from;
    BVR(2, (u32)at & ~3u);
    BCR(2, ANY | ((u32)at & 2 ? BAS(0xcu) : FIRST) | 1);
    u32 result = f();
    disarm();
    line_hex("    result ", result);
}

static void linked(const char *what, u32 control, u32 context_control, u32 context)
{
    print("  "), print(what), putch('\n');
    MCR(0, 13, 0, 1, 0x1234567);
    BVR(5, context);
    BCR(5, context_control);
    BVR(0, (u32)adds & ~3u);
    BCR(0, control);
    do_adds();
    disarm();
    MCR(0, 13, 0, 1, 0);
}

static void breakpoints(void)
{
    u32 at = (u32)adds & ~3u;
    MCR14(0, 1, 0, 4, UNLOCK);
    breakpoint("no monitor mode", at, ANY | FIRST | 1);
    MCR14(0, 0, 2, 2, MDBGEN);
    breakpoint("enabled", at, ANY | FIRST | 1);
    breakpoint("not enabled", at, ANY | FIRST);
    breakpoint("no bytes", at, ANY | 1);
    breakpoint("lower halfword", at, ANY | BAS(3u) | 1);
    breakpoint("one byte", at, ANY | BAS(1u) | 1);
    breakpoint("upper halfword", at, ANY | BAS(0xcu) | 1);
    breakpoint("next word, lower halfword", at + 4, ANY | BAS(3u) | 1);
    breakpoint("next word, upper halfword", at + 4, ANY | BAS(0xcu) | 1);
    breakpoint("privileged", at, PRIVILEGED | FIRST | 1);
    breakpoint("user", at, USER | FIRST | 1);
    breakpoint_in_user_mode("any", at, ANY | FIRST | 1);
    breakpoint_in_user_mode("privileged", at, PRIVILEGED | FIRST | 1);
    breakpoint_in_user_mode("user", at, USER | FIRST | 1);
    breakpoint("Non-secure", at, ANY | FIRST | SSC(1u) | 1);
    breakpoint("Secure", at, ANY | FIRST | SSC(2u) | 1);
    breakpoint("PL1 and PL2", at, PRIVILEGED | FIRST | HMC | 1);
    breakpoint("PL2 only", at, FIRST | HMC | SSC(3u) | 1);
    breakpoint("another type", at, ANY | FIRST | TYPE(6u) | 1);
    breakpoint("linked, to none", at, ANY | FIRST | LINK(0u) | 1);
    breakpoint("linked, to what is not there", at, ANY | FIRST | LINK(9u) | 1);
    MCR14(0, 1, 3, 4, 1);
    breakpoint("double lock", at, ANY | FIRST | 1);
    MCR14(0, 1, 3, 4, 0);
    linked("linked, same context", ANY | FIRST | LINK(5u) | 1, ANY | WORD | TYPE(3u) | 1, 0x1234567);
    linked("linked, other context", ANY | FIRST | LINK(5u) | 1, ANY | WORD | TYPE(3u) | 1, 0x7654321);
    linked("linked, to one that is off", ANY | FIRST | LINK(5u) | 1, ANY | WORD | TYPE(3u), 0x1234567);
    linked("linked, to one of another type", ANY | FIRST | LINK(5u) | 1, ANY | WORD | TYPE(2u), 0x1234567);
    breakpoint_in("second instruction", adds, adds_1, do_adds);
    breakpoint_in("third instruction", adds, adds_2, do_adds);
    breakpoint_in("behind a branch", branch_2, branch_2, do_branch);
    breakpoint_in("supervisor call", calls_1, calls_1, do_calls);
    breakpoint_in("undefined instruction", calls_1, calls_2, do_calls);
    breakpoint_in("BKPT", calls_1, calls_3, do_calls);
    breakpoint_in("condition fails", failing_1, failing_1, do_failing);
    breakpoint_in("in an IT block", it_2, it_2, do_it);
    breakpoint_in("across two words", straddling_1, straddling_1, do_straddling);
}

/* A loop runs often before and between the hits. */
static void hot_breakpoints(void)
{
    line_hex("  loop ", do_loop(1000));
    quiet = alternate = 1, hits = 0;
    BVR(0, (u32)loop_1 & ~3u);
    BVR(1, (u32)loop_2 & ~3u);
    BCR(0, ANY | FIRST | 1);
    u32 result = do_loop(300);
    disarm();
    quiet = alternate = 0;
    line_hex("  alternating ", result);
    line_dec("  hits ", hits);
    line_hex("  loop ", do_loop(1000));
}

/* ---- watchpoints ------------------------------------------------------------------------------------------- */

static u32 untouched;

static void arm_watchpoint(const char *what, u32 offset, u32 control)
{
    print("  "), print(what), putch('\n');
    for (u32 i = 0; i < 16; i++)
        data[i] = 0x11111111 * i;
    untouched = 0;
    WVR(0, (u32)data + offset);
    WCR(0, control);
}

static void watch_load(const char *what, u32 offset, u32 control, u32 (*f)(u32), u32 at)
{
    base = (u32)f & ~1u;
    arm_watchpoint(what, offset, control);
    u32 result = f((u32)data + at);
    disarm();
    print("    loads "), print_offset(result, (u32)data), putch('\n');
}

static void watch_store(const char *what, u32 offset, u32 control, void (*f)(u32, u32), u32 at)
{
    base = (u32)f & ~1u;
    arm_watchpoint(what, offset, control);
    f((u32)data + at, 0xdeadbeef);
    disarm();
    for (u32 i = 0; i < 4; i++)
        print(i ? " " : "    memory "), print_hex(data[i]);
    putch('\n');
}

static void loads_and_stores(void)
{
    watch_load("load", 0, ANY | BOTH | WORD | 1, ld32, 0);
    watch_load("load, of loads", 0, ANY | LOAD | WORD | 1, ld32, 0);
    watch_load("load, of stores", 0, ANY | STORE | WORD | 1, ld32, 0);
    watch_load("load, of neither", 0, ANY | WORD | 1, ld32, 0);
    watch_load("load, not enabled", 0, ANY | BOTH | WORD, ld32, 0);
    watch_load("load before", 4, ANY | BOTH | WORD | 1, ld32, 0);
    watch_load("load behind", 4, ANY | BOTH | WORD | 1, ld32, 8);
    watch_load("load of the third byte's word", 0, ANY | BOTH | BAS(4u) | 1, ld32, 0);
    watch_load("load of the third byte", 0, ANY | BOTH | BAS(4u) | 1, ld8, 2);
    watch_load("load of the second byte", 0, ANY | BOTH | BAS(4u) | 1, ld8, 1);
    watch_load("load of the upper halfword", 0, ANY | BOTH | BAS(8u) | 1, ld16, 2);
    watch_load("load of the lower halfword", 0, ANY | BOTH | BAS(8u) | 1, ld16, 0);
    watch_load("load of the second word of eight bytes", 0, ANY | BOTH | BAS(0xf0u) | 1, ld32, 4);
    watch_load("load of the first word of eight bytes", 0, ANY | BOTH | BAS(0xf0u) | 1, ld32, 0);
    watch_load("odd word, eight bytes selected", 4, ANY | BOTH | BAS(0xf0u) | 1, ld32, 8);
    watch_load("unaligned load into it", 4, ANY | BOTH | BAS(1u) | 1, ld32, 1);
    watch_load("load of two words, the second", 4, ANY | BOTH | WORD | 1, ldrd, 0);
    watch_load("load of four words, the third", 8, ANY | BOTH | WORD | 1, ldm, 0);
    watch_load("load with writeback", 0, ANY | BOTH | WORD | 1, ldr_post, 0);
    watch_load("load exclusive", 0, ANY | LOAD | WORD | 1, ldrex, 0);
    watch_load("unprivileged load, of the user's", 0, USER | LOAD | WORD | 1, ldrt, 0);
    watch_load("unprivileged load, of privileged ones", 0, PRIVILEGED | LOAD | WORD | 1, ldrt, 0);
    watch_load("load, of the user's", 0, USER | LOAD | WORD | 1, ld32, 0);
    watch_load("load, Secure", 0, ANY | LOAD | WORD | SSC(2u) | 1, ld32, 0);
    watch_load("load, Non-secure", 0, ANY | LOAD | WORD | SSC(1u) | 1, ld32, 0);
    watch_load("preload", 0, ANY | LOAD | WORD | 1, pld, 0);
    watch_load("8 bytes masked, inside", 16, ANY | LOAD | BAS(0xffu) | MASK(3u) | 1, ld8, 23);
    watch_load("8 bytes masked, outside", 16, ANY | LOAD | BAS(0xffu) | MASK(3u) | 1, ld8, 24);
    watch_load("page masked", 16, ANY | LOAD | BAS(0xffu) | MASK(12u) | 1, ld32, 4092);
    watch_load("reserved mask", 0, ANY | LOAD | BAS(0xffu) | MASK(2u) | 1, ld32, 0);
    watch_store("store", 0, ANY | BOTH | WORD | 1, st32, 0);
    watch_store("store, of stores", 0, ANY | STORE | WORD | 1, st32, 0);
    watch_store("store, of loads", 0, ANY | LOAD | WORD | 1, st32, 0);
    watch_store("store of a byte", 0, ANY | STORE | BAS(2u) | 1, st8, 1);
    watch_store("store of another byte", 0, ANY | STORE | BAS(2u) | 1, st8, 2);
    watch_store("store of a halfword", 0, ANY | STORE | BAS(8u) | 1, st16, 2);
    watch_store("unaligned store into it", 4, ANY | STORE | BAS(3u) | 1, st32, 2);
    watch_store("store of two words, the second", 4, ANY | STORE | WORD | 1, strd, 0);
    watch_store("unprivileged store, of the user's", 0, USER | STORE | WORD | 1, strt, 0);
    watch_store("unprivileged store, of privileged ones", 0, PRIVILEGED | STORE | WORD | 1, strt, 0);
}

static void watchpoints_elsewhere(void)
{
    arm_watchpoint("store exclusive", 0, ANY | STORE | WORD | 1);
    base = (u32)strex & ~1u;
    strex((u32)data, 5); /* in a VM its handler may take the reservation away */
    disarm();

    arm_watchpoint("in User mode", 0, USER | BOTH | WORD | 1);
    base = (u32)ld32 & ~1u;
    to_user();
    ld32((u32)data);
    to_system();
    disarm();

    print("  linked\n");
    MCR(0, 13, 0, 1, 77);
    BVR(4, 77);
    BCR(4, ANY | WORD | TYPE(3u) | 1);
    arm_watchpoint("same context", 0, ANY | BOTH | WORD | LINK(4u) | 1);
    ld32((u32)data);
    disarm();
    BVR(4, 78);
    BCR(4, ANY | WORD | TYPE(3u) | 1);
    arm_watchpoint("other context", 0, ANY | BOTH | WORD | LINK(4u) | 1);
    ld32((u32)data);
    disarm();
    MCR(0, 13, 0, 1, 0);

    quiet = 1, hits = 0;
    WVR(3, UART + 0x18);
    WCR(3, ANY | LOAD | WORD | 1);
    ld32(UART + 0x18);
    disarm();
    quiet = 0;
    line_dec("  of a device: hits ", hits);

    MCR14(0, 0, 2, 2, 0);
    arm_watchpoint("no monitor mode", 0, ANY | BOTH | WORD | 1);
    ld32((u32)data);
    MCR14(0, 0, 2, 2, MDBGEN);
    disarm();
}

static void hot_watchpoints(void)
{
    data[0] = 3;
    line_hex("  loop ", memory_loop((u32)data, 1000));
    quiet = alternate = 1, hits = 0;
    WVR(0, (u32)data);
    WVR(1, (u32)data + 4);
    WCR(0, ANY | LOAD | WORD | 1);
    u32 result = memory_loop((u32)data, 300);
    disarm();
    quiet = alternate = 0;
    line_hex("  alternating ", result);
    line_dec("  hits ", hits);
    line_hex("  loop ", memory_loop((u32)data, 1000));
}

int main(void)
{
    line_hex("DBGDIDR ", MRC14(0, 0, 0, 0));
    disarm();
    print("breakpoints\n");
    breakpoints();
    print("in a loop\n");
    hot_breakpoints();
    print("watchpoints\n");
    loads_and_stores();
    watchpoints_elsewhere();
    print("in a loop\n");
    hot_watchpoints();
    MCR14(0, 0, 2, 2, 0);
    return 0;
}
