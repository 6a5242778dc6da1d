/* Says hello; runs natively, under QEMU and in a VM alike. */
#include "guest.h"

int main(void)
{
    print("hello from a guest\n");
    u32 sum = 0;
    for (u32 i = 1; i <= 1000; i++)
        sum += i * i;
    line_dec("sum of squares: ", sum);
    return 0;
}
