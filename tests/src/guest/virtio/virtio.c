/*
 * Drives whatever virtio devices there are, through legacy or modern transports: a disk, random numbers, a console, two
 * network cards on one switch. Prints no times and no random numbers.
 */
#include "virtio.h"

#define SECTOR 512u

static u8 data[16 * SECTOR], other[16 * SECTOR];
static struct desc table[QUEUE_SIZE];
static struct {
    u32 type, priority;
    u64 sector;
} header;
static u8 status;

static volatile u32 interrupts, wrong_interrupts;
static u32 awaited_intid;

void on_irq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack(), intid = iar & 0x3ff;
    if (intid >= 1020)
        return;
    if (intid == awaited_intid) {
        interrupts++;
        write32(0x0a000000u + 0x200 * (intid - INTID_VIRTIO) + INTERRUPT_ACK, 3);
    } else {
        wrong_interrupts++;
    }
    gic_eoi(iar);
}

static u32 sum(const u8 *p, u32 n)
{
    u32 h = 0x811c9dc5;
    while (n--)
        h = (h ^ *p++) * 0x01000193;
    return h;
}

/* A disk's request in three descriptors, or behind one indirect one. */
static u32 disk(struct device *d, u32 type, u32 sector, void *buffer, u32 length, u32 indirect)
{
    volatile struct desc *desc = indirect ? table : d->queue[0]->desc;
    u32 n = 0;
    header.type = type;
    header.sector = sector;
    status = 0xee;
    virtio_desc(&desc[n], &header, 16, D_NEXT, n + 1);
    n++;
    if (length) {
        virtio_desc(&desc[n], buffer, length, D_NEXT | (type & 1 ? 0 : D_WRITE), n + 1);
        n++;
    }
    virtio_desc(&desc[n], &status, 1, D_WRITE, 0);
    n++;
    if (indirect)
        virtio_desc(d->queue[0]->desc, table, 16 * n, D_INDIRECT, 0);
    virtio_offer(d, 0, 0);
    virtio_kick(d, 0);
    volatile struct used *used = virtio_wait(d, 0);
    if (!used) {
        print("  no answer\n");
        return 0xff;
    }
    if (used->length != (type & 1 ? 1 : length + 1))
        line_dec("  used length ", used->length);
    return status;
}

static void result(const char *what, u32 status)
{
    print("  ");
    print(what);
    line_dec(": status ", status);
}

static void disk_test(struct device *d, u32 features)
{
    line_hex("  status ", virtio_start(d, features, 1));
    line_dec("  sectors ", virtio_get(d, CONFIG));
    u32 indirect = (features & F_INDIRECT) != 0;
    for (u32 sector = 0; sector < 64; sector += 16) {
        result("read", disk(d, 0, sector, data, sizeof data, indirect));
        line_hex("  sum ", sum(data, sizeof data));
    }
    for (u32 i = 0; i < sizeof data; i++)
        data[i] = (u8)(i * 7 + (i >> 8));
    result("write", disk(d, 1, 100, data, sizeof data, indirect));
    result("flush", disk(d, 4, 0, 0, 0, indirect));
    result("read back", disk(d, 0, 100, other, sizeof other, indirect));
    line_dec("  same ", sum(data, sizeof data) == sum(other, sizeof other));
    memset(other, 0xaa, sizeof other);
    result("serial number", disk(d, 8, 0, other, 20, indirect));
    line_hex("  sum ", sum(other, 20));
    u32 last = virtio_get(d, CONFIG) - 1;
    result("last sector", disk(d, 0, last, data, SECTOR, indirect));
    result("behind it", disk(d, 0, last + 1, data, SECTOR, indirect));
    result("over the end", disk(d, 1, last, data, 2 * SECTOR, indirect));
    result("half a sector", disk(d, 0, 0, data, 256, indirect));
    result("unknown", disk(d, 77, 0, data, SECTOR, indirect));
    u32 range[4] = {100, 0, 4, 0};
    result("write zeroes", disk(d, 13, 0, range, 16, indirect));
    result("read", disk(d, 0, 100, data, 5 * SECTOR, indirect));
    line_hex("  sum ", sum(data, 5 * SECTOR));
}

/* Each request's interrupt, which is edge-triggered as the device tree says. */
static void interrupt_test(struct device *d, u32 features)
{
    awaited_intid = INTID_VIRTIO + d->slot;
    volatile u32 *icfgr = (volatile u32 *)(GICD + 0xc00 + awaited_intid / 16 * 4);
    *icfgr |= 2u << awaited_intid % 16 * 2;
    virtio_start(d, features, 1);
    virtio_set(d, INTERRUPT_ACK, 3);
    gic_enable(awaited_intid);
    for (u32 i = 0; i < 5; i++) {
        if (features & F_EVENT_IDX)
            d->queue[0]->used_event = i == 3 ? 4 : (u16)i; /* not after the fourth */
        else
            d->queue[0]->flags = i == 3;
        IRQ_ON();
        disk(d, 0, i, data, SECTOR, 0);
        for (volatile u32 wait = 0; wait < 100000 && interrupts <= i; wait++)
            ;
        IRQ_OFF();
        line_dec("  interrupts ", interrupts);
    }
    interrupts = 0;
    line_dec("  of others ", wrong_interrupts);
    write32(GICD + 0x180 + awaited_intid / 32 * 4, 1u << awaited_intid % 32);
}

static void block(void)
{
    struct device d;
    if (!virtio_find(&d, ID_BLOCK, 0))
        return;
    line_dec("block: slot ", d.slot);
    line_dec("  version ", virtio_get(&d, VERSION));
    line_hex("  features ", virtio_get(&d, DEVICE_FEATURES));
    print(" plain\n");
    disk_test(&d, 0);
    print(" indirect, event index\n");
    disk_test(&d, F_INDIRECT | F_EVENT_IDX);
    print(" interrupts\n");
    interrupt_test(&d, 0);
    print(" interrupts by event index\n");
    interrupt_test(&d, F_EVENT_IDX);
    print(" a loop of descriptors\n");
    virtio_start(&d, 0, 1);
    virtio_desc(&d.queue[0]->desc[0], &header, 16, D_NEXT, 1);
    virtio_desc(&d.queue[0]->desc[1], &header, 16, D_NEXT, 0);
    virtio_offer(&d, 0, 0);
    virtio_kick(&d, 0);
    for (volatile u32 wait = 0; wait < 100000; wait++)
        ;
    line_hex("  status ", virtio_get(&d, STATUS));
    line_hex("  interrupt status ", virtio_get(&d, INTERRUPT_STATUS));
    line_dec("  used ", d.queue[0]->used_index);
    line_hex("  status after a reset ", virtio_start(&d, 0, 1));
    result("read", disk(&d, 0, 3, data, SECTOR, 0));
}

static void rng(void)
{
    struct device d;
    if (!virtio_find(&d, ID_RNG, 0))
        return;
    line_dec("rng: slot ", d.slot);
    line_hex("  status ", virtio_start(&d, 0, 1));
    u32 before = sum(data, 64);
    for (u32 i = 0; i < 2; i++) {
        virtio_desc(&d.queue[0]->desc[0], data, 32, D_WRITE | D_NEXT, 1);
        virtio_desc(&d.queue[0]->desc[1], data + 32, 32, D_WRITE, 0);
        virtio_offer(&d, 0, 0);
        virtio_kick(&d, 0);
        volatile struct used *used = virtio_wait(&d, 0);
        line_dec("  bytes ", used ? used->length : 0);
        line_dec("  others ", sum(data, 64) != before);
        before = sum(data, 64);
    }
}

static void console(void)
{
    static const char text[] = "text for the virtio console\n";
    struct device d;
    if (!virtio_find(&d, ID_CONSOLE, 0))
        return;
    line_dec("console: slot ", d.slot);
    line_hex("  status ", virtio_start(&d, 0, 2));
    virtio_desc(&d.queue[1]->desc[0], text, 10, D_NEXT, 1);
    virtio_desc(&d.queue[1]->desc[1], text + 10, sizeof text - 11, 0, 0);
    virtio_offer(&d, 1, 0);
    virtio_kick(&d, 1);
    line_dec("  sent ", virtio_wait(&d, 1) != 0);
}

static u8 packet[12 + 100], received[12 + 200];

static void net(void)
{
    struct device a, b;
    if (!virtio_find(&a, ID_NET, 0) || !virtio_find(&b, ID_NET, 1))
        return;
    u32 header_bytes = virtio_get(&a, VERSION) == 1 ? 10 : 12;
    line_dec("net: slots ", a.slot);
    line_dec("       and ", b.slot);
    line_hex("  status ", virtio_start(&a, 1u << 5, 2));
    line_hex("  status ", virtio_start(&b, 1u << 5, 2));
    for (u32 i = 0; i < 8; i++) {
        print_hex(*(volatile u8 *)(b.base + CONFIG + i));
        putch(i == 7 ? '\n' : ' ');
    }
    for (u32 length = 60; length <= 100; length += 40) {
        virtio_desc(&b.queue[0]->desc[0], received, sizeof received, D_WRITE, 0);
        virtio_offer(&b, 0, 0);
        virtio_kick(&b, 0);
        memset(packet, 0, sizeof packet);
        for (u32 i = 0; i < length; i++)
            packet[header_bytes + i] = i < 6 ? 0xff : (u8)(i + length);
        packet[header_bytes + 6] &= 0xfe;
        virtio_desc(&a.queue[1]->desc[0], packet, header_bytes + length, 0, 0);
        virtio_offer(&a, 1, 0);
        virtio_kick(&a, 1);
        line_dec("  sent ", virtio_wait(&a, 1) != 0);
        volatile struct used *used = virtio_wait(&b, 0);
        line_dec("  received ", used ? used->length : 0);
        line_dec("  same ", sum(packet + header_bytes, length) == sum(received + header_bytes, length));
    }
}

int main(void)
{
    gic_init();
    for (u32 slot = 0; slot < TRANSPORTS; slot++) {
        u32 base = 0x0a000000u + 0x200 * slot;
        if (read32(base) != 0x74726976 || read32(base + 0xc) != 0x554d4551)
            line_dec("no transport ", slot);
        if (read32(base + DEVICE_ID)) {
            print("transport ");
            print_dec(slot);
            line_dec(": device ", read32(base + DEVICE_ID));
        }
    }
    block();
    rng();
    console();
    net();
    return 0;
}
