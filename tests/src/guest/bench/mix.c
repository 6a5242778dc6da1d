/* All that computes, one after the other. */
#include "bench.h"

static u32 round(void)
{
    return crc(1) ^ sort(1) ^ matrix(1) ^ branchy(1) ^ sha(1);
}

u32 mix(u32 rounds) { return repeat(rounds, round); }
