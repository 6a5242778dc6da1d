/*
 * A first process that has Linux set hardware breakpoints and watchpoints: as a debugger on its child, by PTRACE_SETHBPREGS, and on
 * itself, by perf events. No C library: system calls of the ARM EABI.
 */
typedef unsigned int u32;
typedef unsigned long long u64;

enum { SYS_EXIT = 1, SYS_FORK = 2, SYS_READ = 3, SYS_WRITE = 4, SYS_CLOSE = 6, SYS_GETPID = 20, SYS_PTRACE = 26, SYS_KILL = 37,
    SYS_REBOOT = 88, SYS_WAIT4 = 114, SYS_PERF_EVENT_OPEN = 364 };
enum { PTRACE_TRACEME = 0, PTRACE_CONT = 7, PTRACE_GETREGS = 12, PTRACE_GETHBPREGS = 29, PTRACE_SETHBPREGS = 30,
    PTRACE_GETSIGINFO = 0x4202 };
enum { SIGTRAP = 5, SIGSTOP = 19 };

static long call(long number, long a, long b, long c, long d, long e)
{
    register long r7 __asm__("r7") = number;
    register long r0 __asm__("r0") = a;
    register long r1 __asm__("r1") = b;
    register long r2 __asm__("r2") = c;
    register long r3 __asm__("r3") = d;
    register long r4 __asm__("r4") = e;
    __asm__ volatile("svc #0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4) : "memory");
    return r0;
}

static void print(const char *s)
{
    u32 n = 0;
    while (s[n])
        n++;
    call(SYS_WRITE, 1, (long)s, n, 0, 0);
}

static void print_hex(u32 v)
{
    char text[] = "0x00000000";
    for (int i = 9; i > 1; i--, v >>= 4)
        text[i] = "0123456789abcdef"[v & 15];
    print(text);
}

static void print_dec(u32 v)
{
    char text[11];
    u32 i = 10;
    text[i] = 0;
    do
        text[--i] = '0' + v % 10;
    while (v /= 10);
    print(text + i);
}

static void line(const char *label, u32 v) { print(label), print_hex(v), print("\n"); }

static volatile u32 word[4];
extern char in_loop[];
u32 work(u32 rounds, volatile u32 *at);
__asm__(".syntax unified\n.arm\n.pushsection .text\n.global work, in_loop\n"
        "work: mov r2, #0\n"
        "in_loop: add r2, r2, #1\n ldr r3, [r1]\n add r3, r3, r2\n str r3, [r1, #4]\n subs r0, r0, #1\n bne in_loop\n"
        " mov r0, r3\n bx lr\n.popsection\n");

static void child(void)
{
    call(SYS_PTRACE, PTRACE_TRACEME, 0, 0, 0, 0);
    for (;;) {
        call(SYS_KILL, call(SYS_GETPID, 0, 0, 0, 0, 0), SIGSTOP, 0, 0, 0);
        work(5, word);
    }
}

/* DBGBCR or DBGWCR as PTRACE_SETHBPREGS wants them. */
#define CONTROL(kind, length) ((length) << 5 | (kind) << 3 | 2u << 1 | 1)

static long pid;

static void set(long number, u32 value) { line("    set ", (u32)call(SYS_PTRACE, PTRACE_SETHBPREGS, pid, number, (long)&value, 0)); }

static u32 wait(void)
{
    u32 status = 0;
    call(SYS_WAIT4, pid, (long)&status, 0, 0, 0);
    return status;
}

/* Lets the child go on until it stops, and tells why. */
static u32 resume(void)
{
    static u32 info[32], regs[18];
    call(SYS_PTRACE, PTRACE_CONT, pid, 0, 0, 0);
    u32 status = wait();
    if (status >> 8 != SIGTRAP)
        return 0;
    call(SYS_PTRACE, PTRACE_GETSIGINFO, pid, 0, (long)info, 0);
    call(SYS_PTRACE, PTRACE_GETREGS, pid, 0, (long)regs, 0);
    print("  trap number "), print_hex(info[1]), print(" code "), print_hex(info[2]);
    print(" address "), print_hex(info[3] - (info[3] >= (u32)word && info[3] < (u32)word + 16 ? (u32)word : (u32)work));
    print(" pc "), print_hex(regs[15] - (u32)work), print(" r2 "), print_hex(regs[2]), print("\n");
    return 1;
}

static void debug(const char *what, long address_number, u32 address, u32 control, u32 hits)
{
    print(what), print("\n");
    set(address_number, address);
    set(address_number > 0 ? address_number + 1 : address_number - 1, control);
    for (u32 i = 0; i < hits && resume(); i++)
        ;
    set(address_number > 0 ? address_number + 1 : address_number - 1, control & ~1u);
    while (resume())
        ;
}

struct attributes {
    u32 type, size;
    u64 config, sample_period, sample_type, read_format, flags;
    u32 wakeup, bp_type;
    u64 bp_address, bp_length;
};

static void count(const char *what, u32 kind, u32 address)
{
    static struct attributes a;
    u64 value = 0;
    a.type = 5, a.size = sizeof a, a.flags = 1 << 5 | 1 << 6; /* neither kernel nor hypervisor */
    a.bp_type = kind, a.bp_address = address, a.bp_length = 4;
    long file = call(SYS_PERF_EVENT_OPEN, (long)&a, 0, -1, -1, 0);
    if (file < 0) {
        print(what), line("cannot be counted: ", (u32)file);
        return;
    }
    work(100, word);
    call(SYS_READ, file, (long)&value, 8, 0, 0);
    print(what), print_dec((u32)value), print("\n");
    call(SYS_CLOSE, file, 0, 0, 0, 0);
}

void _start(void)
{
    u32 resources = 0;
    print("hw_breakpoints\n");
    pid = call(SYS_FORK, 0, 0, 0, 0, 0);
    if (pid == 0)
        child();
    wait();
    call(SYS_PTRACE, PTRACE_GETHBPREGS, pid, 0, (long)&resources, 0);
    line("resources ", resources);
    debug("breakpoint", 1, (u32)in_loop, CONTROL(0, 0xfu), 3);
    debug("watchpoint, of all accesses", -1, (u32)word, CONTROL(3, 0xfu), 3);
    debug("watchpoint, of loads", -1, (u32)word, CONTROL(1, 0xfu), 3);
    debug("watchpoint, of stores", -1, (u32)word + 4, CONTROL(2, 0xfu), 3);
    print("of itself\n");
    count("  accesses ", 3, (u32)word);
    count("  instructions ", 4, (u32)in_loop);
    call(SYS_REBOOT, 0xfee1dead, 672274793, 0x4321fedc, 0, 0);
    call(SYS_EXIT, 0, 0, 0, 0, 0);
}
