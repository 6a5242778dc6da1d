/* Maps the page that VM "producer" shares, and takes the numbers out of its ring. */
#include "ring.h"

#define WINDOW 0x70000000u

int main(void)
{
    wait_init();
    u32 src, length, data[3];
    while (msg_recv(&src, &length, data) == E_EMPTY)
        wait_message();
    u32 share = data[0], error = page_map(share, WINDOW);
    if (error) {
        line_dec("consumer: page_map failed with ", error);
        return 1;
    }
    struct ring *ring = (struct ring *)WINDOW;
    u32 sum = 0, wrong = 0;
    for (u32 i = 1; i <= ITEMS;) {
        lock(ring, share);
        if (ring->tail != ring->head) {
            u32 item = ring->items[ring->tail % SLOTS];
            ring->tail++;
            wrong += item != i * 3;
            sum += item;
            i++;
        }
        unlock(ring, share);
    }
    line_dec("consumer: sum ", sum);
    line_dec("consumer: wrong items ", wrong);
    error = page_unmap(share);
    line_dec("consumer: unmap answers ", error);
    u32 count = ITEMS;
    msg_send(src, &count, 4);
    line_dec("consumer: hypercalls ", hypercalls_made);
    return wrong != 0;
}
