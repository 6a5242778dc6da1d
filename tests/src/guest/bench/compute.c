/* A compute loop: CRC-32 over a buffer and a sort, again and again; prints the results. For measuring. */
#include "guest.h"

static u32 words[4096];

static u32 crc(const u8 *data, u32 length)
{
    u32 c = ~0u;
    while (length--) {
        c ^= *data++;
        for (u32 i = 0; i < 8; i++)
            c = c >> 1 ^ (0xedb88320 & -(c & 1));
    }
    return ~c;
}

static void sort(u32 *a, u32 n)
{
    for (u32 gap = n / 2; gap; gap /= 2)
        for (u32 i = gap; i < n; i++) {
            u32 v = a[i], j = i;
            for (; j >= gap && a[j - gap] > v; j -= gap)
                a[j] = a[j - gap];
            a[j] = v;
        }
}

int main(void)
{
    u32 seed = 1, sum = 0;
    for (u32 round = 0; round < 150; round++) {
        for (u32 i = 0; i < 4096; i++)
            words[i] = seed = seed * 1664525 + 1013904223;
        sum ^= crc((u8 *)words, sizeof words);
        sort(words, 4096);
        sum += words[2048];
    }
    line_hex("result ", sum);
    return 0;
}
