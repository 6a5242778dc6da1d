/* CRC-32 of 16 KiB by a table, a byte at a time: loads that depend on each other. */
#include "bench.h"

#define LENGTH 16384u

static u32 table[256];
static u8 data[LENGTH];

static void prepare(void)
{
    u32 seed = 1;
    for (u32 i = 0; i < 256; i++) {
        u32 c = i;
        for (u32 bit = 0; bit < 8; bit++)
            c = c >> 1 ^ (0xedb88320 & -(c & 1));
        table[i] = c;
    }
    for (u32 i = 0; i < LENGTH; i++)
        data[i] = (u8)(next_random(&seed) >> 24);
}

static u32 round(void)
{
    u32 c = ~0u;
    for (u32 i = 0; i < LENGTH; i++)
        c = c >> 8 ^ table[(c ^ data[i]) & 0xff];
    return ~c;
}

u32 crc(u32 rounds)
{
    prepare();
    return repeat(rounds, round);
}
