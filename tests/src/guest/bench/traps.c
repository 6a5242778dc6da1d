/* Calls and accesses whose round is a single one. */
#include "bench.h"

void svc_calls(u32 n);
void hvc_calls(u32 n);

u32 svc(u32 rounds)
{
    svc_calls(rounds);
    return 0;
}

u32 hvc(u32 rounds)
{
    hvc_calls(rounds);
    return 0;
}

/* The UART's flag register. */
u32 mmio(u32 rounds)
{
    u32 flags;
    do
        flags = read32(UART + 0x18);
    while (--rounds);
    return flags;
}
