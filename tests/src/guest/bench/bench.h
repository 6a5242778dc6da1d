/* The kernels of the benchmark program. Each does its work the given number of times, and every round is the same. */
#ifndef BENCH_H
#define BENCH_H

#include "guest.h"

/* Each returns what every one of its rounds gave; a round that differs from the first ends the program. */
u32 crc(u32 rounds);
u32 sort(u32 rounds);
u32 matrix(u32 rounds);
u32 branchy(u32 rounds);
u32 sha(u32 rounds);
u32 mix(u32 rounds);
u32 chase(u32 rounds);
u32 svc(u32 rounds);
u32 hvc(u32 rounds);
u32 mmio(u32 rounds);

/* Runs one round again and again and compares the results. */
u32 repeat(u32 rounds, u32 (*round)(void));

/* The next number of a fixed sequence. */
static inline u32 next_random(u32 *seed) { return *seed = *seed * 1664525 + 1013904223; }

/* Translation and caches on: 4 KiB pages for the program and its data, sections for the rest and for devices. */
void mmu_on(void);

#endif
