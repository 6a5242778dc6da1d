/* Runs beside "hostile": checks its memory over and over, and that nobody but the microvisor talks to it. */
#include "guest.h"

int main(void)
{
    u32 *memory = (u32 *)__free_start, words = 0x40000, wrong = 0;
    for (u32 i = 0; i < words; i++)
        memory[i] = i * 0x9e3779b9;
    for (u32 pass = 0; pass < 4; pass++)
        for (u32 i = 0; i < words; i++)
            wrong += memory[i] != i * 0x9e3779b9;
    line_dec("victim: damaged words ", wrong);
    u32 src, length, garbage = 0;
    static u8 buffer[4096];
    while (msg_recv_buf(buffer, sizeof buffer, &src, &length) == E_OK)
        garbage++;
    print(garbage ? "victim: got messages\n" : "victim: got no messages\n");
    return wrong != 0;
}
