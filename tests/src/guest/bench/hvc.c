/* A million null hypercalls. For measuring. */
#include "guest.h"

int main(void)
{
    for (u32 i = 0; i < 1000000; i++)
        null_call();
    print("done\n");
    return 0;
}
