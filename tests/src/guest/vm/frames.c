/*
 * One of two VMs that are plugged into the same network: VM 0 answers what VM 1 sends. Then each lets a device reach for memory
 * that the VM does not have.
 */
#include "virtio.h"

#define FRAMES 3u
#define HEADER 12u
#define FOREIGN 0x70000000u
/* of a VM that is given no other */
#define MEMORY (128u << 20)

static u8 sent[HEADER + 1024], received[HEADER + 1024];
static struct device card;

static u32 sum(const u8 *p, u32 n)
{
    u32 h = 0x811c9dc5;
    while (n--)
        h = (h ^ *p++) * 0x01000193;
    return h;
}

static void listen(void)
{
    virtio_desc(&card.queue[0]->desc[0], received, sizeof received, D_WRITE, 0);
    virtio_offer(&card, 0, 0);
    virtio_kick(&card, 0);
}

static void send(u32 self, u32 length)
{
    memset(sent, 0, sizeof sent);
    for (u32 i = 0; i < length; i++)
        sent[HEADER + i] = (u8)(i * 3 + length + self);
    for (u32 i = 0; i < 6; i++) {
        sent[HEADER + i] = 0xff;
        sent[HEADER + 6 + i] = *(volatile u8 *)(card.base + CONFIG + i);
    }
    virtio_desc(&card.queue[1]->desc[0], sent, HEADER + length, 0, 0);
    virtio_offer(&card, 1, 0);
    virtio_kick(&card, 1);
    virtio_wait(&card, 1);
    print("sent ");
    print_dec(length);
    line_hex(" bytes, sum ", sum(sent + HEADER + 12, length - 12));
}

static void receive(void)
{
    volatile struct used *used = virtio_wait(&card, 0);
    u32 length = used ? used->length - HEADER : 12;
    print("received ");
    print_dec(length);
    line_hex(" bytes, sum ", sum(received + HEADER + 12, length - 12));
}

/* The device is broken from then on, until it is reset. */
static void reach_for(const char *what, u32 address, u32 length)
{
    print(what);
    virtio_desc(&card.queue[1]->desc[0], (void *)address, length, 0, 0);
    virtio_offer(&card, 1, 0);
    virtio_kick(&card, 1);
    for (u32 patience = 0; patience < 3000 && !(virtio_get(&card, STATUS) & S_NEEDS_RESET); patience++)
        ;
    line_hex(": status ", virtio_get(&card, STATUS));
    line_dec("  used ", card.queue[1]->used_index != card.seen[1]);
    line_hex("  after a reset: status ", virtio_start(&card, 0, 2));
}

int main(void)
{
    u32 self = 0, from, length, words[3];
    vm_id(0, &self);
    wait_init();
    if (!virtio_find(&card, ID_NET, 0))
        return 1;
    virtio_start(&card, 0, 2);
    listen();
    if (self == 0) {
        msg_send(1, "go", 2);
    } else {
        wait_message();
        msg_recv(&from, &length, words);
    }
    for (u32 i = 0; i < FRAMES; i++) {
        u32 bytes = 60 + 200 * i;
        if (self != 0)
            send(self, bytes);
        receive();
        listen();
        if (self == 0)
            send(self, bytes + 1);
    }
    reach_for("memory of nobody", FOREIGN, 64);
    reach_for("over the end of memory", 0x40000000u + MEMORY - 32, 64);
    reach_for("the interrupt controller", GICC, 64);
    reach_for("its own memory", (u32)sent, 64);
    return 0;
}
