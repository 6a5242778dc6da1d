/*
 * Sends numbers to VM "pong", and waits for each answer by virtual interrupt, or, built with POLL, by asking again and
 * again. Prints what it counted itself: the trace must agree.
 */
#include "guest.h"

#ifndef ROUNDS
#define ROUNDS 20
#endif

int main(void)
{
#ifndef POLL
    wait_init();
#endif
    u32 pong = vm_id_of("pong"), empty = 0, src, length, data[3];
    for (u32 i = 1; i <= ROUNDS; i++) {
        u32 error = msg_send(pong, &i, 4);
        if (error) {
            line_dec("ping: send failed with ", error);
            return 1;
        }
        while ((error = msg_recv(&src, &length, data)) == E_EMPTY) {
            empty++;
#ifndef POLL
            wait_message();
#endif
        }
        if (error || src != pong || length != 4 || data[0] != i * i) {
            print("ping: wrong answer ");
            line_dec("", data[0]);
            return 2;
        }
        if (i <= 3 || i == ROUNDS) {
            print("ping: ");
            print_dec(i);
            line_dec(" -> ", data[0]);
        }
    }
    u32 end = 0;
    msg_send(pong, &end, 4);
    line_dec("ping: empty receives ", empty);
    line_dec("ping: hypercalls ", hypercalls_made);
    line_dec("ping: message interrupts ", message_irqs);
    return 0;
}
