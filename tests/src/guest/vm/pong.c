/* Answers every number with its square, until it gets 0. */
#include "guest.h"

int main(void)
{
#ifndef POLL
    wait_init();
#endif
    u32 src, length, data[3], answered = 0, error;
    for (;;) {
        while ((error = msg_recv(&src, &length, data)) == E_EMPTY) {
#ifndef POLL
            wait_message();
#endif
        }
        if (error)
            return 1;
        if (data[0] == 0)
            break;
        u32 square = data[0] * data[0];
        if (msg_send(src, &square, 4))
            return 2;
        answered++;
    }
    line_dec("pong: answered ", answered);
    line_dec("pong: hypercalls ", hypercalls_made);
    return 0;
}
