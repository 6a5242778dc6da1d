/* The product of two matrices of 64 by 64 words: regular loops, multiply and accumulate. */
#include "bench.h"

#define SIZE 64

static u32 a[SIZE][SIZE], b[SIZE][SIZE], product[SIZE][SIZE];

static u32 round(void)
{
    u32 sum = 0;
    for (u32 row = 0; row < SIZE; row++)
        for (u32 column = 0; column < SIZE; column++) {
            u32 cell = 0;
            for (u32 i = 0; i < SIZE; i++)
                cell += a[row][i] * b[i][column];
            product[row][column] = cell;
        }
    for (u32 i = 0; i < SIZE; i++)
        sum = sum * 31 + product[i][SIZE - 1 - i];
    return sum;
}

u32 matrix(u32 rounds)
{
    u32 seed = 1;
    for (u32 row = 0; row < SIZE; row++)
        for (u32 column = 0; column < SIZE; column++) {
            a[row][column] = next_random(&seed);
            b[row][column] = next_random(&seed);
        }
    return repeat(rounds, round);
}
