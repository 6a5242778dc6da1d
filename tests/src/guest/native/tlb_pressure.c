/*
 * More pages than the TLB holds, again and again: what a walk finds must count whenever it is made, after changes of
 * descriptors, address spaces, domains and sizes of pages.
 */
#include "guest.h"

#define WINDOW 0x80000000u
#define TABLES 4u
#define PAGES (TABLES * 256)
/* Pages so far apart are in the same set of a TLB of 512 entries in four ways. */
#define STRIDE 128u
#define FRAMES 16u
#define FRAME(n) (0x40200000u + (n) * PAGE)
#define FUNCTION 0x40u

static u32 l1[2][4096] __attribute__((aligned(16384)));
static u32 l2[2][PAGES] __attribute__((aligned(1024)));
static volatile u32 aborts;

void on_dabt(struct frame *f)
{
    aborts++;
    f->pc += f->spsr & 0x20 ? 2 : 4;
}

static void flush(void)
{
    DSB();
    MCR(0, 8, 7, 0, 0); /* TLBIALL */
    DSB();
    ISB();
}

static void invalidate(u32 page)
{
    DSB();
    MCR(0, 8, 7, 3, WINDOW + page * PAGE); /* TLBIMVAA */
    DSB();
    ISB();
}

/* A page for everybody that is not global, so that it has the ASID of whoever walked. */
static u32 descriptor(u32 frame) { return FRAME(frame) | 1 << 11 | 3 << 4 | 0xe; }

static void map(u32 space, u32 page, u32 frame) { l2[space][page] = descriptor(frame); }

/* The number of each frame is in its first word, and what its function answers. */
static void fill(void)
{
    for (u32 n = 0; n < FRAMES; n++) {
        write32(FRAME(n), n);
        write32(FRAME(n) + FUNCTION, 0xe2800000 | n); /* add r0, r0, #n */
        write32(FRAME(n) + FUNCTION + 4, 0xe12fff1e); /* bx lr */
    }
}

static void tables(void)
{
    for (u32 space = 0; space < 2; space++) {
        for (u32 mib = 0x400; mib < 0x404; mib++)
            l1[space][mib] = mib << 20 | 3 << 10 | 0xe;
        l1[space][0x090] = 0x09000000 | 3 << 10 | 0x16;
        for (u32 n = 0; n < TABLES; n++)
            l1[space][(WINDOW >> 20) + n] = (u32)&l2[space][256 * n] | 1;
        for (u32 page = 0; page < PAGES; page++)
            map(space, page, (page / STRIDE + page + space) % FRAMES);
    }
}

/* A load that may abort, in a halfword in T32. */
static u32 load(u32 address)
{
    u32 value = 0;
    __asm__ volatile("ldr %0, [%1]" : "+l"(value) : "l"(address) : "memory");
    return value;
}

static u32 sweep(u32 first, u32 step, u32 count)
{
    u32 sum = 0;
    for (u32 n = 0; n < count; n++)
        sum = sum * 3 + read32(WINDOW + (first + n * step) % PAGES * PAGE);
    return sum;
}

static u32 sweep_bytes(u32 first, u32 step, u32 count)
{
    u32 sum = 0;
    for (u32 n = 0; n < count; n++)
        sum = sum * 3 + *(volatile u8 *)(WINDOW + (first + n * step) % PAGES * PAGE + FUNCTION + (n & 3));
    return sum;
}

static u32 passes(u32 step, u32 count)
{
    u32 sum = 0;
    for (u32 n = 0; n < 60; n++)
        sum += sweep(n, step, count);
    return sum;
}

static u32 call(u32 page, u32 value)
{
    return ((u32(*)(u32))(WINDOW + page * PAGE + FUNCTION))(value);
}

/* Calls of functions in pages of one set, and in the same page twice. */
static u32 calls(void)
{
    u32 value = 0;
    for (u32 pass = 0; pass < 100; pass++)
        for (u32 n = 0; n < PAGES / STRIDE; n++)
            value = call(n * STRIDE, call(n * STRIDE, value)) + (n & pass);
    return value;
}

static u32 remapped(void)
{
    u32 sum = 0;
    for (u32 pass = 0; pass < 200; pass++) {
        u32 page = pass * 7 % (PAGES / STRIDE) * STRIDE;
        map(0, page, pass % FRAMES);
        invalidate(page);
        sum += sweep(0, STRIDE, PAGES / STRIDE) + call(page, pass);
    }
    return sum;
}

/* Two address spaces with an ASID each, and one ASID for both, for which it takes a flush. */
static u32 spaces(u32 flushes)
{
    u32 sum = 0;
    for (u32 pass = 0; pass < 100; pass++) {
        MCR(0, 13, 0, 1, 0); /* CONTEXTIDR */
        ISB();
        MCR(0, 2, 0, 0, (u32)l1[pass & 1]);
        ISB();
        MCR(0, 13, 0, 1, flushes ? 1 : 1 + (pass & 1));
        ISB();
        if (flushes)
            flush();
        sum = sum * 5 + sweep(pass, STRIDE, 9) + call(pass % 8 * STRIDE, 0);
    }
    return sum;
}

/* The window is in domain 1, which lets nobody in every other pass. */
static u32 domains(void)
{
    u32 sum = 0;
    for (u32 n = 0; n < TABLES; n++)
        l1[0][(WINDOW >> 20) + n] |= 1 << 5;
    flush();
    for (u32 pass = 0; pass < 100; pass++) {
        MCR(0, 3, 0, 0, pass & 1 ? 1 : 5);
        ISB();
        for (u32 n = 0; n < PAGES / STRIDE; n++)
            sum += load(WINDOW + n * STRIDE * PAGE);
    }
    MCR(0, 3, 0, 0, 5);
    ISB();
    return sum;
}

static u32 misaligned(void)
{
    u32 sum = 0;
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 2); /* SCTLR.A */
    ISB();
    for (u32 pass = 0; pass < 100; pass++)
        for (u32 n = 0; n < PAGES / STRIDE; n++)
            sum += sweep(n * STRIDE, 1, 1) + load(WINDOW + n * STRIDE * PAGE + (n & 3));
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) & ~2u);
    ISB();
    return sum;
}

/* A section where pages were, and pages again. */
static u32 sections(void)
{
    u32 sum = 0;
    for (u32 pass = 0; pass < 60; pass++) {
        l1[0][WINDOW >> 20] = pass & 1 ? 0x40200000 | 3 << 10 | 0xe : (u32)&l2[0][0] | 1 << 5 | 1;
        flush();
        sum += sweep(pass % FRAMES, STRIDE, 17);
    }
    return sum;
}

static void report(const char *name, u32 value)
{
    print(name);
    line_hex(" ", value);
    if (aborts) {
        line_dec("  aborts ", aborts);
        aborts = 0;
    }
}

int main(void)
{
    fill();
    tables();
    MCR(0, 2, 0, 2, 0);
    MCR(0, 2, 0, 0, (u32)l1[0]);
    MCR(0, 3, 0, 0, 1);
    flush();
    MCR(0, 1, 0, 0, MRC(0, 1, 0, 0) | 1);
    ISB();
    report("pages of one set", passes(STRIDE, PAGES / STRIDE));
    report("all pages", passes(1, PAGES));
    report("bytes", sweep_bytes(5, STRIDE, 500));
    report("calls", calls());
    report("remapped under way", remapped());
    report("address spaces by ASID", spaces(0));
    report("address spaces by flushing", spaces(1));
    MCR(0, 2, 0, 0, (u32)l1[0]);
    flush();
    report("domains", domains());
    report("misaligned", misaligned());
    report("sections", sections());
    return 0;
}
