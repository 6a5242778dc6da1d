#include "virtio.h"

static struct queue queues[16] __attribute__((aligned(4096)));
static u32 queues_used;

u32 virtio_get(struct device *d, u32 offset) { return read32(d->base + offset); }

void virtio_set(struct device *d, u32 offset, u32 v) { write32(d->base + offset, v); }

int virtio_find(struct device *d, u32 id, u32 n)
{
    for (u32 slot = TRANSPORTS; slot-- > 0;) {
        d->slot = slot;
        d->base = 0x0a000000u + 0x200 * slot;
        if (virtio_get(d, DEVICE_ID) == id && n-- == 0) {
            d->queue[0] = &queues[queues_used++];
            d->queue[1] = &queues[queues_used++];
            return 1;
        }
    }
    return 0;
}

static void place(struct device *d, u32 q)
{
    volatile struct queue *queue = d->queue[q];
    virtio_set(d, QUEUE_SEL, q);
    virtio_set(d, QUEUE_NUM, QUEUE_SIZE);
    if (virtio_get(d, VERSION) == 1) {
        virtio_set(d, QUEUE_ALIGN, PAGE);
        virtio_set(d, QUEUE_PFN, (u32)queue / PAGE);
        return;
    }
    virtio_set(d, QUEUE_DESC, (u32)queue->desc);
    virtio_set(d, QUEUE_DESC + 4, 0);
    virtio_set(d, QUEUE_DRIVER, (u32)&queue->flags);
    virtio_set(d, QUEUE_DRIVER + 4, 0);
    virtio_set(d, QUEUE_DEVICE, (u32)&queue->used_flags);
    virtio_set(d, QUEUE_DEVICE + 4, 0);
    virtio_set(d, QUEUE_READY, 1);
}

u32 virtio_start(struct device *d, u32 features, u32 count)
{
    virtio_set(d, STATUS, 0);
    virtio_set(d, STATUS, S_ACKNOWLEDGE);
    virtio_set(d, STATUS, S_ACKNOWLEDGE | S_DRIVER);
    virtio_set(d, DRIVER_FEATURES_SEL, 0);
    virtio_set(d, DRIVER_FEATURES, features);
    if (virtio_get(d, VERSION) == 1) {
        virtio_set(d, GUEST_PAGE_SIZE, PAGE);
    } else {
        virtio_set(d, DRIVER_FEATURES_SEL, 1);
        virtio_set(d, DRIVER_FEATURES, 1); /* VERSION_1 */
        virtio_set(d, STATUS, S_ACKNOWLEDGE | S_DRIVER | S_FEATURES_OK);
    }
    for (u32 q = 0; q < count; q++) {
        memset((void *)d->queue[q], 0, sizeof(struct queue));
        d->seen[q] = 0;
        place(d, q);
    }
    virtio_set(d, STATUS, virtio_get(d, STATUS) | S_DRIVER_OK);
    return virtio_get(d, STATUS);
}

void virtio_desc(volatile struct desc *at, const void *data, u32 length, u32 flags, u32 next)
{
    at->address = (u32)data;
    at->length = length;
    at->flags = (u16)flags;
    at->next = (u16)next;
}

void virtio_offer(struct device *d, u32 q, u32 head)
{
    volatile struct queue *queue = d->queue[q];
    queue->ring[queue->index % QUEUE_SIZE] = (u16)head;
    DMB();
    queue->index++;
}

void virtio_kick(struct device *d, u32 q)
{
    DSB();
    virtio_set(d, QUEUE_NOTIFY, q);
}

volatile struct used *virtio_wait(struct device *d, u32 q)
{
    volatile struct queue *queue = d->queue[q];
    for (u32 patience = 0; queue->used_index == d->seen[q]; patience++)
        if (patience == 20000000)
            return 0;
    DMB();
    return &queue->used[d->seen[q]++ % QUEUE_SIZE];
}
