/*
 * The benchmark program: does what its command line says, "KERNEL ROUNDS", which it gets by semihosting; prints what each
 * round gave. Starts at PL1, in a VM or in Hyp mode.
 */
#include "bench.h"

static const struct kernel {
    const char *name;
    u32 (*run)(u32 rounds);
} kernels[] = {
    {"crc", crc},       {"sort", sort}, {"matrix", matrix}, {"branchy", branchy}, {"sha", sha}, {"mix", mix},
    {"chase", chase},   {"svc", svc},   {"hvc", hvc},       {"mmio", mmio},
};

static __attribute__((noreturn)) void fail(const char *message, const char *what)
{
    print(message);
    print(what);
    putch('\n');
    guest_exit(2);
}

static char *command_line(void)
{
    static char text[1024];
    u32 block[2] = {(u32)text, sizeof text};
    register u32 op __asm__("r0") = 0x15 /* SYS_GET_CMDLINE */;
    register u32 arg __asm__("r1") = (u32)block;
    __asm__ volatile("svc #0x123456" : "+r"(op) : "r"(arg) : "memory");
    if (op)
        fail("no command line", "");
    return text;
}

/* The last word of a text, which loses it. */
static const char *last_word(char *text)
{
    u32 end = strlen(text);
    while (end && text[end - 1] == ' ')
        end--;
    text[end] = 0;
    while (end && text[end - 1] != ' ')
        end--;
    if (end)
        text[end - 1] = 0;
    return text + end;
}

static int equal(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static u32 number(const char *text)
{
    u32 n = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9')
            fail("not a number of rounds: ", text);
        n = n * 10 + (*c - '0');
    }
    if (!n)
        fail("no rounds: ", text);
    return n;
}

u32 repeat(u32 rounds, u32 (*round)(void))
{
    u32 first = round();
    while (--rounds)
        if (round() != first)
            fail("a round's result is not that of the first", "");
    return first;
}

int main(void)
{
    char *line = command_line();
    u32 rounds = number(last_word(line));
    const char *name = last_word(line);
    for (u32 i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (equal(name, kernels[i].name)) {
            mmu_on();
            u32 result = kernels[i].run(rounds);
            print(name);
            line_hex(" ", result);
            return 0;
        }
    fail("no such kernel: ", name);
}
