/* Console, exit, interrupts and hypercalls for the bare-metal guests. */
#include "guest.h"

void putch(char c) { write8(UART, (u8)c); }

void print(const char *s)
{
    while (*s)
        putch(*s++);
}

void print_hex(u32 v)
{
    print("0x");
    for (int shift = 28; shift >= 0; shift -= 4)
        putch("0123456789abcdef"[v >> shift & 15]);
}

void print_dec(u32 v)
{
    char text[11];
    int i = 10;
    text[i] = 0;
    do {
        text[--i] = '0' + v % 10;
        v /= 10;
    } while (v);
    print(text + i);
}

void line_hex(const char *label, u32 v)
{
    print(label);
    print_hex(v);
    putch('\n');
}

void line_dec(const char *label, u32 v)
{
    print(label);
    print_dec(v);
    putch('\n');
}

void guest_exit(u32 status)
{
    u32 block[2] = {0x20026 /* ADP_Stopped_ApplicationExit */, status};
    register u32 op __asm__("r0") = 0x20 /* SYS_EXIT_EXTENDED */;
    register u32 arg __asm__("r1") = (u32)block;
#ifdef __thumb__
    __asm__ volatile("svc #0xab" ::"r"(op), "r"(arg) : "memory");
#else
    __asm__ volatile("svc #0x123456" ::"r"(op), "r"(arg) : "memory");
#endif
    power_off();
}

void power_off(void)
{
    register u32 fn __asm__("r0") = 0x84000008 /* SYSTEM_OFF */;
    __asm__ volatile(".arch_extension virt\n hvc #0" : "+r"(fn)::"r1", "r2", "r3", "memory");
    for (;;)
        WFI();
}

static void die(const char *what, struct frame *f)
{
    print("unexpected ");
    print(what);
    print(" at ");
    print_hex(f->pc);
    line_hex(", spsr ", f->spsr);
    line_hex("  dfsr ", MRC(0, 5, 0, 0));
    line_hex("  dfar ", MRC(0, 6, 0, 0));
    line_hex("  ifsr ", MRC(0, 5, 0, 1));
    line_hex("  ifar ", MRC(0, 6, 0, 2));
    guest_exit(99);
}

#define WEAK __attribute__((weak))
WEAK void on_undef(struct frame *f) { die("undefined instruction", f); }
WEAK void on_svc(struct frame *f) { die("svc", f); }
WEAK void on_pabt(struct frame *f) { die("prefetch abort", f); }
WEAK void on_dabt(struct frame *f) { die("data abort", f); }
WEAK void on_fiq(struct frame *f) { die("fiq", f); }

volatile u32 message_irqs;

WEAK void on_irq(struct frame *f)
{
    (void)f;
    u32 iar = gic_ack();
    if ((iar & 0x3ff) == INTID_MESSAGE)
        message_irqs++;
    if ((iar & 0x3ff) < 1020)
        gic_eoi(iar);
}

void gic_init(void)
{
    write32(GICD, 1);        /* CTLR: forward Group 0 (or the Non-secure group) */
    write32(GICC + 4, 0xff); /* PMR: let every priority pass */
    write32(GICC, 1);        /* CTLR */
}

void gic_enable(u32 intid)
{
    *(volatile u8 *)(GICD + 0x400 + intid) = 0x80; /* IPRIORITYR */
    if (intid >= 32)
        *(volatile u8 *)(GICD + 0x800 + intid) = 1; /* ITARGETSR: CPU 0 */
    write32(GICD + 0x100 + intid / 32 * 4, 1u << intid % 32);
}

u32 gic_ack(void) { return read32(GICC + 0xc); }

void gic_eoi(u32 iar) { write32(GICC + 0x10, iar); }

/* ---- hypercalls ------------------------------------------------------------------------------------------------ */

u32 hypercalls_made;

#define CALL(name, ...)                                                                                            \
    struct call c = {{__VA_ARGS__}};                                                                               \
    hypercalls_made++;                                                                                             \
    u32 e = HVC(name, &c)

static u32 fnv1a(const char *s)
{
    u32 h = 0x811c9dc5;
    while (*s)
        h = (h ^ (u8)*s++) * 0x01000193;
    return h;
}

u32 vm_id(const char *name, u32 *id)
{
    CALL(VM_GET_ID, name ? fnv1a(name) : 0);
    *id = c.r[1];
    return e;
}

u32 vm_id_of(const char *name)
{
    u32 id;
    u32 error = vm_id(name, &id);
    if (error) {
        print("no VM called ");
        print(name);
        line_dec(": error ", error);
        guest_exit(98);
    }
    return id;
}

u32 msg_send(u32 dst, const void *data, u32 length)
{
    u32 w[4] = {0};
    memcpy(w, data, length > 16 ? 16 : length);
    CALL(MSG_SEND, dst, length, w[0], w[1], w[2], w[3]);
    return e;
}

u32 msg_send_buf(u32 dst, const void *data, u32 length)
{
    CALL(MSG_SEND_BUF, dst, length, (u32)data);
    return e;
}

u32 msg_recv(u32 *src, u32 *length, u32 data[3])
{
    CALL(MSG_RECV, 0);
    *src = c.r[1], *length = c.r[2];
    for (int i = 0; i < 3; i++)
        data[i] = c.r[3 + i];
    return e;
}

u32 msg_recv_buf(void *buffer, u32 max, u32 *src, u32 *length)
{
    CALL(MSG_RECV_BUF, (u32)buffer, max);
    *src = c.r[1], *length = c.r[2];
    return e;
}

u32 page_share(u32 ipa, u32 rights, u32 peer, u32 *share)
{
    CALL(PAGE_SHARE, ipa, rights, peer);
    *share = c.r[1];
    return e;
}

u32 page_map(u32 share, u32 ipa)
{
    CALL(PAGE_MAP, share, ipa);
    return e;
}

u32 page_unmap(u32 share)
{
    CALL(PAGE_UNMAP, share);
    return e;
}

u32 page_revoke(u32 share, u32 force)
{
    CALL(PAGE_REVOKE, share, force);
    return e;
}

u32 page_lock(u32 share)
{
    CALL(PAGE_LOCK, share);
    return e;
}

u32 page_unlock(u32 share)
{
    CALL(PAGE_UNLOCK, share);
    return e;
}

u32 null_call(void)
{
    CALL(NULL_CALL, 1000);
    return e;
}

const char *error_name(u32 error)
{
    static const char *const names[] = {
        "OK", "UNKNOWN_CALL", "BAD_ARGUMENT", "NO_SUCH_VM", "VM_STOPPED", "DENIED", "BAD_ADDRESS", "TOO_LONG", "FULL",
        "EMPTY", "TOO_SMALL", "NO_SUCH_SHARE", "ALREADY_SHARED", "ADDRESS_IN_USE", "NOT_MAPPED", "BUSY", "NOT_HOLDER",
        "ALREADY_HELD", "NO_RESOURCES"};
    return error < sizeof names / sizeof *names ? names[error] : "?";
}

void wait_init(void)
{
    gic_init();
    gic_enable(INTID_MESSAGE);
    IRQ_ON();
}

/* With interrupts masked between the look and the WFI no wake-up is lost: a pending interrupt ends the WFI at once. */
void wait_message(void)
{
    static u32 seen;
    IRQ_OFF();
    while (seen == message_irqs) {
        WFI();
        IRQ_ON();
        ISB();
        IRQ_OFF();
    }
    seen = message_irqs;
    IRQ_ON();
}

void *memset(void *d, int c, u32 n)
{
    u8 *p = d;
    while (n--)
        *p++ = (u8)c;
    return d;
}

void *memcpy(void *d, const void *s, u32 n)
{
    u8 *p = d;
    const u8 *q = s;
    while (n--)
        *p++ = *q++;
    return d;
}

u32 strlen(const char *s)
{
    u32 n = 0;
    while (s[n])
        n++;
    return n;
}
