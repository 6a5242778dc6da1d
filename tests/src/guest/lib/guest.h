/* What the bare-metal guests share: console, exit, interrupts, system registers, hypercalls. */
#ifndef GUEST_H
#define GUEST_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;

#define PAGE 4096u

/* Registers as an exception entry pushed them. */
struct frame {
    u32 spsr, r[13], pc;
};

/* Exception handlers; the weak ones of the library print the registers and exit with status 99. */
void on_undef(struct frame *f);
void on_svc(struct frame *f);
void on_pabt(struct frame *f);
void on_dabt(struct frame *f);
void on_irq(struct frame *f);
void on_fiq(struct frame *f);

extern u32 vectors[];
extern u8 __free_start[];

/* ---- console and end -------------------------------------------------------------------------------------- */

void putch(char c);
void print(const char *s);
void print_hex(u32 v);
void print_dec(u32 v);
/* print("a=", v) in hexadecimal or decimal, with a newline */
void line_hex(const char *label, u32 v);
void line_dec(const char *label, u32 v);
/* Ends the program with a status, by semihosting SYS_EXIT_EXTENDED. */
void guest_exit(u32 status) __attribute__((noreturn));
/* PSCI SYSTEM_OFF through HVC. */
void power_off(void) __attribute__((noreturn));

/* ---- system registers -------------------------------------------------------------------------------------- */

#define MRC(opc1, crn, crm, opc2)                                                                                  \
    ({                                                                                                             \
        u32 v_;                                                                                                    \
        __asm__ volatile("mrc p15, " #opc1 ", %0, c" #crn ", c" #crm ", " #opc2 : "=r"(v_)::"memory");             \
        v_;                                                                                                        \
    })
#define MCR(opc1, crn, crm, opc2, v)                                                                               \
    __asm__ volatile("mcr p15, " #opc1 ", %0, c" #crn ", c" #crm ", " #opc2 ::"r"(v) : "memory")
/* the same of CP14 */
#define MRC14(opc1, crn, crm, opc2)                                                                                \
    ({                                                                                                             \
        u32 v_;                                                                                                    \
        __asm__ volatile("mrc p14, " #opc1 ", %0, c" #crn ", c" #crm ", " #opc2 : "=r"(v_)::"memory");             \
        v_;                                                                                                        \
    })
/* followed by ISB, as debug registers need it */
#define MCR14(opc1, crn, crm, opc2, v)                                                                             \
    __asm__ volatile("mcr p14, " #opc1 ", %0, c" #crn ", c" #crm ", " #opc2 "\n isb" ::"r"(v) : "memory")
#define MRRC(opc1, crm)                                                                                            \
    ({                                                                                                             \
        u64 v_;                                                                                                    \
        __asm__ volatile("mrrc p15, " #opc1 ", %Q0, %R0, c" #crm : "=r"(v_)::"memory");                            \
        v_;                                                                                                        \
    })
#define MCRR(opc1, crm, v) __asm__ volatile("mcrr p15, " #opc1 ", %Q0, %R0, c" #crm ::"r"((u64)(v)) : "memory")
#define ISB() __asm__ volatile("isb" ::: "memory")
#define DSB() __asm__ volatile("dsb" ::: "memory")
#define DMB() __asm__ volatile("dmb" ::: "memory")
#define WFI() __asm__ volatile("wfi" ::: "memory")
#define IRQ_ON() __asm__ volatile("cpsie i" ::: "memory")
#define IRQ_OFF() __asm__ volatile("cpsid i" ::: "memory")

static inline u32 read32(u32 address) { return *(volatile u32 *)address; }
static inline void write32(u32 address, u32 v) { *(volatile u32 *)address = v; }
static inline void write8(u32 address, u8 v) { *(volatile u8 *)address = v; }

/* A call of the firmware. */
static inline u32 psci(u32 fn, u32 a, u32 b, u32 c)
{
    register u32 r0 __asm__("r0") = fn;
    register u32 r1 __asm__("r1") = a;
    register u32 r2 __asm__("r2") = b;
    register u32 r3 __asm__("r3") = c;
    __asm__ volatile(".arch_extension virt\n hvc #0" : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3)::"memory");
    return r0;
}

/* ---- interrupt controller and timer -------------------------------------------------------------------------- */

#define GICD 0x08000000u
#define GICC 0x08010000u
#define UART 0x09000000u
#define INTID_VTIMER 27
#define INTID_MESSAGE 48

void gic_init(void);
void gic_enable(u32 intid);
u32 gic_ack(void);
void gic_eoi(u32 iar);

/* ---- hypercalls ------------------------------------------------------------------------------------------------ */

enum {
    VM_GET_ID = 0x100, MSG_SEND = 0x101, MSG_SEND_BUF = 0x102, MSG_RECV = 0x103, MSG_RECV_BUF = 0x104,
    PAGE_SHARE = 0x110, PAGE_MAP = 0x111, PAGE_UNMAP = 0x112, PAGE_REVOKE = 0x113,
    PAGE_LOCK = 0x114, PAGE_UNLOCK = 0x115, NULL_CALL = 0x1FF
};

enum {
    E_OK, E_UNKNOWN_CALL, E_BAD_ARGUMENT, E_NO_SUCH_VM, E_VM_STOPPED, E_DENIED, E_BAD_ADDRESS, E_TOO_LONG, E_FULL,
    E_EMPTY, E_TOO_SMALL, E_NO_SUCH_SHARE, E_ALREADY_SHARED, E_ADDRESS_IN_USE, E_NOT_MAPPED, E_BUSY, E_NOT_HOLDER,
    E_ALREADY_HELD, E_NO_RESOURCES
};

/* r0-r5 in and out. */
struct call {
    u32 r[6];
};

#define HVC(imm, c)                                                                                                \
    ({                                                                                                             \
        register u32 r0_ __asm__("r0") = (c)->r[0];                                                                \
        register u32 r1_ __asm__("r1") = (c)->r[1];                                                                \
        register u32 r2_ __asm__("r2") = (c)->r[2];                                                                \
        register u32 r3_ __asm__("r3") = (c)->r[3];                                                                \
        register u32 r4_ __asm__("r4") = (c)->r[4];                                                                \
        register u32 r5_ __asm__("r5") = (c)->r[5];                                                                \
        __asm__ volatile("hvc #%c6"                                                                                \
                         : "+r"(r0_), "+r"(r1_), "+r"(r2_), "+r"(r3_), "+r"(r4_), "+r"(r5_)                        \
                         : "i"(imm)                                                                                \
                         : "memory");                                                                              \
        (c)->r[0] = r0_, (c)->r[1] = r1_, (c)->r[2] = r2_, (c)->r[3] = r3_, (c)->r[4] = r4_, (c)->r[5] = r5_;      \
        r0_;                                                                                                       \
    })

u32 vm_id(const char *name, u32 *id);
/* Waits until the VM of that name exists and is known. */
u32 vm_id_of(const char *name);
u32 msg_send(u32 dst, const void *data, u32 length);
u32 msg_send_buf(u32 dst, const void *data, u32 length);
u32 msg_recv(u32 *src, u32 *length, u32 data[3]);
u32 msg_recv_buf(void *buffer, u32 max, u32 *src, u32 *length);
u32 page_share(u32 ipa, u32 rights, u32 peer, u32 *share);
u32 page_map(u32 share, u32 ipa);
u32 page_unmap(u32 share);
u32 page_revoke(u32 share, u32 force);
u32 page_lock(u32 share);
u32 page_unlock(u32 share);
u32 null_call(void);
const char *error_name(u32 error);

/* How many hypercalls this guest has made, by its own count. */
extern u32 hypercalls_made;

/* Waits for the message interrupt (or any other) with WFI, if none came since the last wait; needs wait_init(). */
void wait_init(void);
void wait_message(void);
/* How many message interrupts were acknowledged. */
extern volatile u32 message_irqs;

void *memset(void *d, int c, u32 n);
void *memcpy(void *d, const void *s, u32 n);
u32 strlen(const char *s);

#endif
