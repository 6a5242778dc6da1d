/* Shares a page with VM "consumer", sends it the share id, and puts numbers into the ring that lives in the page. */
#include "ring.h"

int main(void)
{
    wait_init();
    u32 consumer = vm_id_of("consumer"), share;
    struct ring *ring = (struct ring *)__free_start;
    memset(ring, 0, sizeof *ring);
    u32 error = page_share((u32)ring, 3, consumer, &share);
    if (error) {
        line_dec("producer: page_share failed with ", error);
        return 1;
    }
    msg_send(consumer, &share, 4);
    for (u32 i = 1; i <= ITEMS;) {
        lock(ring, share);
        if (ring->head - ring->tail < SLOTS) {
            ring->items[ring->head % SLOTS] = i * 3;
            ring->head++;
            i++;
        }
        unlock(ring, share);
    }
    u32 src, length, data[3];
    while (msg_recv(&src, &length, data) == E_EMPTY)
        wait_message();
    line_dec("producer: consumer saw ", data[0]);
    line_dec("producer: lock violations ", ring->violations);
    error = page_revoke(share, 0);
    line_dec("producer: revoke answers ", error);
    line_dec("producer: hypercalls ", hypercalls_made);
    return ring->violations != 0;
}
