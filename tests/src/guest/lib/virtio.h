/* A small virtio-mmio driver, legacy and not, that keeps one request in flight. */
#ifndef VIRTIO_H
#define VIRTIO_H
#include "guest.h"

#define TRANSPORTS 32u
#define QUEUE_SIZE 16u
#define INTID_VIRTIO 48u

enum { ID_NET = 1, ID_BLOCK = 2, ID_CONSOLE = 3, ID_RNG = 4 };

/* registers */
enum {
    VERSION = 0x004, DEVICE_ID = 0x008, DEVICE_FEATURES = 0x010, DEVICE_FEATURES_SEL = 0x014, DRIVER_FEATURES = 0x020,
    DRIVER_FEATURES_SEL = 0x024, GUEST_PAGE_SIZE = 0x028, QUEUE_SEL = 0x030, QUEUE_NUM_MAX = 0x034, QUEUE_NUM = 0x038,
    QUEUE_ALIGN = 0x03c, QUEUE_PFN = 0x040, QUEUE_READY = 0x044, QUEUE_NOTIFY = 0x050, INTERRUPT_STATUS = 0x060,
    INTERRUPT_ACK = 0x064, STATUS = 0x070, QUEUE_DESC = 0x080, QUEUE_DRIVER = 0x090, QUEUE_DEVICE = 0x0a0, CONFIG = 0x100
};

/* device status */
enum { S_ACKNOWLEDGE = 1, S_DRIVER = 2, S_DRIVER_OK = 4, S_FEATURES_OK = 8, S_NEEDS_RESET = 64 };

/* features below bit 32 */
#define F_INDIRECT (1u << 28)
#define F_EVENT_IDX (1u << 29)

enum { D_NEXT = 1, D_WRITE = 2, D_INDIRECT = 4 };

struct desc {
    u64 address;
    u32 length;
    u16 flags, next;
};

struct used {
    u32 id, length;
};

/* The layout of a legacy queue with pages of 4096 bytes, which will do for any. */
struct queue {
    struct desc desc[QUEUE_SIZE];
    u16 flags, index, ring[QUEUE_SIZE], used_event;
    u8 gap[PAGE - 16 * QUEUE_SIZE - 6 - 2 * QUEUE_SIZE];
    u16 used_flags, used_index;
    struct used used[QUEUE_SIZE];
    u16 available_event;
    u8 rest[PAGE - 6 - 8 * QUEUE_SIZE];
};

struct device {
    u32 base, slot;
    volatile struct queue *queue[2];
    u16 seen[2];
};

/* Finds the n-th device of a kind, from the last transport down; 0 when there is none. */
int virtio_find(struct device *d, u32 id, u32 n);
/* Resets it, agrees on features, sets queues up; the status. */
u32 virtio_start(struct device *d, u32 features, u32 queues);
void virtio_offer(struct device *d, u32 q, u32 head);
void virtio_kick(struct device *d, u32 q);
/* The used entry of the next request, or 0 when none comes for a while. */
volatile struct used *virtio_wait(struct device *d, u32 q);
/* A descriptor of a queue or of an indirect table. */
void virtio_desc(volatile struct desc *at, const void *data, u32 length, u32 flags, u32 next);
u32 virtio_get(struct device *d, u32 offset);
void virtio_set(struct device *d, u32 offset, u32 v);
#endif
