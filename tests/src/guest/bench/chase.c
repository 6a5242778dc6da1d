/* Follows pointers through 512 pages of 4 KiB in random order: every load on another page, as many as the TLB has entries. */
#include "bench.h"

#define PAGES 512u
#define LINE 64u

static u32 order[PAGES];

/* One cell on each page, not always in the same place, that holds the address of the next one. */
static u32 *cell(u32 page)
{
    return (u32 *)((u32)__free_start + page * PAGE + page * LINE % PAGE);
}

static void prepare(void)
{
    u32 seed = 1;
    for (u32 i = 0; i < PAGES; i++)
        order[i] = i;
    for (u32 i = PAGES - 1; i; i--) {
        u32 j = (u32)((u64)next_random(&seed) * (i + 1) >> 32), page = order[i];
        order[i] = order[j];
        order[j] = page;
    }
    for (u32 i = 0; i < PAGES; i++)
        *cell(order[i]) = (u32)cell(order[(i + 1) % PAGES]);
}

#define FOLLOW(p) ((u32 *)*(p))

static u32 round(void)
{
    u32 *p = cell(0);
    for (u32 i = 0; i < PAGES; i += 4)
        p = FOLLOW(FOLLOW(FOLLOW(FOLLOW(p))));
    return (u32)p;
}

u32 chase(u32 rounds)
{
    prepare();
    return repeat(rounds, round);
}
