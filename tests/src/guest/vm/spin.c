/* Loops with interrupts off: whoever shares its CPU gets only what the scheduler takes from it. */
#include "guest.h"

int main(void)
{
    __asm__ volatile("cpsid aif");
    print("spin: from now on\n");
    for (;;)
        ;
}
