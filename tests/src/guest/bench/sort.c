/* Quicksort of 4096 random words: comparisons that no predictor knows, recursion, stores. */
#include "bench.h"

#define LENGTH 4096

static u32 words[LENGTH];

static void insertion_sort(u32 *low, u32 *high)
{
    for (u32 *p = low + 1; p <= high; p++) {
        u32 v = *p, *q = p;
        for (; q > low && q[-1] > v; q--)
            *q = q[-1];
        *q = v;
    }
}

static void quicksort(u32 *low, u32 *high)
{
    while (high - low > 12) {
        u32 pivot = low[(high - low) / 2], *i = low, *j = high;
        while (i <= j) {
            while (*i < pivot)
                i++;
            while (*j > pivot)
                j--;
            if (i <= j) {
                u32 v = *i;
                *i++ = *j;
                *j-- = v;
            }
        }
        quicksort(low, j);
        low = i;
    }
    insertion_sort(low, high);
}

static u32 round(void)
{
    u32 seed = 1, sum = 0;
    for (u32 i = 0; i < LENGTH; i++)
        words[i] = next_random(&seed);
    quicksort(words, words + LENGTH - 1);
    for (u32 i = 0; i < LENGTH; i++)
        sum = sum * 31 + words[i];
    return sum;
}

u32 sort(u32 rounds) { return repeat(rounds, round); }
