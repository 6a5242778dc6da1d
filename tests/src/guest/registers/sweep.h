/*
 * Tries every encoding of a coprocessor register of CP14 and CP15: which exist, what they read as, which bits can be
 * written. Each access is one instruction, put together here and executed; whoever includes this has the handlers
 * set `undefined` or `trapped` and go on behind it. Neighbours with equal results share a line.
 */
#ifndef SWEEP_H
#define SWEEP_H

#include "guest.h"

enum { READ = 1 << 20, WRITE = 0 };

static volatile u32 undefined, trapped;

/* What an access did. */
struct outcome {
    u32 kind; /* 0 permitted, 1 undefined, 2 trapped to Hyp mode */
    u32 low, high;
};

typedef struct outcome (*executor)(u32 instruction, u32 r0, u32 r1);

static u32 slot[8] __attribute__((aligned(32)));

/* Makes the instruction the first of the slot; behind it is what the executor needs. */
static u32 *prepare(u32 instruction, const u32 *rest, u32 words)
{
    slot[0] = instruction;
    for (u32 i = 0; i < words; i++)
        slot[1 + i] = rest[i];
    DSB();
    __asm__ volatile("mcr p15, 0, r0, c7, c5, 0" ::: "memory"); /* ICIALLU; no cache is on, but this is how it is done */
    DSB();
    ISB();
    undefined = trapped = 0;
    return slot;
}

static u32 outcome_kind(void) { return undefined ? 1 : trapped ? 2 : 0; }

/* In the mode that is current. */
static struct outcome execute_here(u32 instruction, u32 r0, u32 r1)
{
    static const u32 rest[] = {0xe12fff1e /* bx lr */};
    u32 code = (u32)prepare(instruction, rest, 1);
    register u32 low __asm__("r0") = r0;
    register u32 high __asm__("r1") = r1;
    __asm__ volatile("blx %2" : "+r"(low), "+r"(high) : "r"(code) : "lr", "memory", "cc");
    return (struct outcome){outcome_kind(), low, high};
}

static u32 encode32(u32 cp, u32 opc1, u32 crn, u32 crm, u32 opc2, u32 direction)
{
    return 0xee000010u | opc1 << 21 | direction | crn << 16 | cp << 8 | opc2 << 5 | crm;
}

static u32 encode64(u32 cp, u32 opc1, u32 crm, u32 direction)
{
    return 0xec400000u | direction | 1 << 16 | cp << 8 | opc1 << 4 | crm;
}

/* One line at a time: a first and a last encoding with the same text behind them. */
static struct {
    u32 open, first, last, values[5], count;
    const char *label;
} line;

static void print_encoding(u32 e)
{
    if (e >> 31) {
        print("p"), print_dec(e >> 8 & 15);
        print(","), print_dec(e >> 4 & 15);
        print(",c"), print_dec(e & 15);
        return;
    }
    print("p"), print_dec(e >> 16 & 15);
    print(","), print_dec(e >> 12 & 7);
    print(",c"), print_dec(e >> 8 & 15);
    print(",c"), print_dec(e >> 4 & 15);
    print(","), print_dec(e & 7);
}

static void end_line(void)
{
    if (!line.open)
        return;
    print_encoding(line.first);
    if (line.last != line.first)
        print(" to "), print_encoding(line.last);
    print(" "), print(line.label);
    for (u32 i = 0; i < line.count; i++)
        print(" "), print_hex(line.values[i]);
    putch('\n');
    line.open = 0;
}

/* A result; `next` says whether it is the neighbour of the one before. */
static void result(u32 encoding, u32 next, const char *label, u32 count, u32 a, u32 b, u32 c, u32 d)
{
    u32 same = line.open && next && line.label == label && line.count == count && line.values[0] == a
               && line.values[1] == b && line.values[2] == c && line.values[3] == d;
    if (!same) {
        end_line();
        line.open = 1, line.first = encoding, line.label = label, line.count = count;
        line.values[0] = a, line.values[1] = b, line.values[2] = c, line.values[3] = d;
    }
    line.last = encoding;
}

/* Registers that count: what they read depends on when. */
static u32 counts(u32 e)
{
    static const u32 list[] = {
        0xf09d0 /* PMCCNTR */, 0xf0e20, 0xf0e30, 0xf4e20 /* CNTP_TVAL, CNTV_TVAL, CNTHP_TVAL */,
        0x80000f0e, 0x80000f1e /* CNTPCT, CNTVCT */,
        0x80000f2e, 0x80000f3e, 0x80000f6e /* CNTP_CVAL, CNTV_CVAL, CNTHP_CVAL: after TVAL was written */};
    for (u32 i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i] == e)
            return 1;
    return 0;
}

/* Ranges of encodings that are not compared, and why. */
struct range {
    u32 first, last;
};

static u32 is_in(u32 e, const struct range *ranges, u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (e >= ranges[i].first && e <= ranges[i].last)
            return 1;
    return 0;
}

#define IN(e, ...)                                                                                                 \
    ({                                                                                                             \
        static const struct range ranges_[] = {__VA_ARGS__};                                                       \
        is_in(e, ranges_, sizeof ranges_ / sizeof *ranges_);                                                       \
    })

static u32 at_pl0;

/* Where QEMU 7.2 and ARM DDI 0406C part, which is followed here. */
static u32 differs(u32 e)
{
    /* QEMU has no DBGDTR registers, DBGWFAR, DBGBXVR, DBGPRCR, claim tags, DBGAUTHSTATUS; DBGDEVID is elsewhere */
    if (IN(e, {0xe0002, 0xe0002}, {0xe0032, 0xe0032}, {0xe0050, 0xe0050}, {0xe0060, 0xe0060}, {0xe0141, 0xe0141},
           {0xe0151, 0xe0151}, {0xe0144, 0xe0144}, {0xe0700, 0xe07ff}))
        return 1;
    /* it keeps DBGDSCRint from PL0 */
    if (at_pl0 && e == 0xe0010)
        return 1;
    /* it takes every encoding of c3 for DACR, of c6 for one that ARMv6 had */
    if (e != 0xf0300 && (e & 0xf00) == 0x300 && e >> 16 == 15)
        return 1;
    /* no PMCEID; registers of ARMv8's performance monitors */
    if (IN(e, {0xf0601, 0xf0601}, {0xf09c6, 0xf09c7}, {0xf0e80, 0xf0eff}))
        return 1;
    /* what PAR holds after the other sweeps: attributes, with the MMU off, are not reported by it */
    if (IN(e, {0xf0740, 0xf0740}, {0x80000f07, 0x80000f07}))
        return 1;
    /* every operation of c7 exists for it: compare those that the architecture has */
    if (e >> 16 == 15 && (e & 0xf00) == 0x700 && e < 0xf1000)
        return !IN(e, {0xf0704, 0xf0704}, {0xf0710, 0xf0710}, {0xf0716, 0xf0716}, {0xf0750, 0xf0751}, {0xf0754, 0xf0754},
                   {0xf0756, 0xf0757}, {0xf0761, 0xf0762}, {0xf0780, 0xf0787}, {0xf07a1, 0xf07a2}, {0xf07a4, 0xf07a5},
                   {0xf07b1, 0xf07b1}, {0xf07d1, 0xf07d1}, {0xf07e1, 0xf07e2});
    return 0;
}

/* The same for what can be written: bits that do not exist are kept by QEMU all the same. */
static u32 differs_written(u32 e)
{
    return differs(e)
           || IN(e, {0xe0022, 0xe0022} /* DBGDSCR */, {0xe0070, 0xe0070} /* DBGVCR, which it does not keep */,
                 {0xf09c0, 0xf09c0} /* PMCR */, {0xf09d1, 0xf09d1} /* PMXEVTYPER */,
                 {0xf0d00, 0xf0d00} /* FCSEIDR: there is no FCSE */, {0xf0e10, 0xf0e10} /* CNTKCTL */,
                 {0xf4111, 0xf4113} /* HDCR, HCPTR, HSTR */, {0xf4e10, 0xf4e10} /* CNTHCTL */)
           || ((e & 0xfff0f) == 0xe0005 || (e & 0xfff0f) == 0xe0007) /* DBGBCR, DBGWCR */;
}

/* Where there is next to nothing, a sample of the encodings will do. */
static u32 is_desert(u32 cp, u32 opc1)
{
    return cp == 14 ? opc1 > 0 && opc1 < 6 : opc1 == 3 || opc1 == 5 || opc1 == 7;
}

/* Calls f(encoding, read instruction, write instruction) for every encoding. */
static void for_each(void (*f)(u32, u32, u32))
{
    for (u32 cp = 14; cp < 16; cp++) {
        for (u32 e = 0; e < 1u << 14; e++) {
            u32 opc1 = e >> 11, crn = e >> 7 & 15, crm = e >> 3 & 15, opc2 = e & 7;
            if (is_desert(cp, opc1) && (crm > 1 || opc2 > 1))
                continue;
            f(cp << 16 | opc1 << 12 | crn << 8 | crm << 4 | opc2, encode32(cp, opc1, crn, crm, opc2, READ),
              encode32(cp, opc1, crn, crm, opc2, WRITE));
        }
        for (u32 e = 0; e < 256; e++)
            f(1u << 31 | cp << 8 | e, encode64(cp, e >> 4, e & 15, READ), encode64(cp, e >> 4, e & 15, WRITE));
    }
    end_line();
}

static executor execute;
static u32 before; /* the encoding tried last */

static u32 is_next(u32 e)
{
    u32 next = e == before + 1 || (!(e >> 31) && (e & 7) == 0 && e - before == 9);
    before = e;
    return next;
}

static const char *const EXISTS = "=", *const COUNTS = "counts", *const WRITE_ONLY = "write-only",
                        *const READ_ONLY = "read-only", *const ONES_ZEROS = "ones, zeros", *const TRAP = "traps";

static void read_one(u32 e, u32 read, u32 write)
{
    (void)write;
    if (differs(e))
        return end_line();
    struct outcome o = execute(read, 0x5a5a5a5a, 0xa5a5a5a5);
    u32 next = is_next(e);
    if (o.low == 0x5a5a5a5a) /* QEMU leaves Rt alone where it knows a register but does not keep it: read as zero */
        o.low = 0;
    if (o.kind == 1)
        return end_line();
    if (o.kind == 2)
        return result(e, next, TRAP, 0, 0, 0, 0, 0);
    if (counts(e))
        return result(e, next, COUNTS, 0, 0, 0, 0, 0);
    result(e, next, EXISTS, e >> 31 ? 2 : 1, o.low, e >> 31 ? o.high : 0, 0, 0);
}

/* Writes that would change how this program runs: SCTLR and HSCTLR. */
static u32 is_dangerous(u32 e) { return e == 0xf0100 || e == 0xf4100; }

/* Writes ones, then zeros, and puts back what was there. */
static void write_one(u32 e, u32 read, u32 write)
{
    if (is_dangerous(e) || differs_written(e))
        return end_line();
    u32 next = is_next(e);
    struct outcome old = execute(read, 0, 0);
    u32 wide = e >> 31;
    if (old.kind) {
        struct outcome o = execute(write, 0, 0);
        return o.kind ? end_line() : result(e, next, WRITE_ONLY, 0, 0, 0, 0, 0);
    }
    if (execute(write, 0xffffffff, 0xffffffff).kind)
        return result(e, next, READ_ONLY, 0, 0, 0, 0, 0);
    struct outcome ones = execute(read, 0, 0);
    execute(write, 0, 0);
    struct outcome zeros = execute(read, 0, 0);
    execute(write, old.low, old.high);
    if (counts(e))
        return result(e, next, COUNTS, 0, 0, 0, 0, 0);
    if (wide)
        result(e, next, ONES_ZEROS, 4, ones.low, ones.high, zeros.low, zeros.high);
    else
        result(e, next, ONES_ZEROS, 2, ones.low, zeros.low, 0, 0);
}

static void sweep(const char *title, executor in, void (*f)(u32, u32, u32))
{
    print("-- "), print(title), putch('\n');
    execute = in;
    for_each(f);
}

#endif
