/* PSCI by HVC, on two processors: every number around those that exist, what the features say, power on and off by both sets of
 * numbers, arguments that name nothing, and a suspend that an interrupt ends. */
#include "guest.h"

#define VERSION 0x84000000u
#define CPU_SUSPEND 0x84000001u
#define CPU_OFF 0x84000002u
#define CPU_ON 0x84000003u
#define AFFINITY_INFO 0x84000004u
#define MIGRATE 0x84000005u
#define MIGRATE_INFO_TYPE 0x84000006u
#define SYSTEM_OFF 0x84000008u
#define SYSTEM_RESET 0x84000009u
#define FEATURES 0x8400000au
#define OLD_SUSPEND 0x95c1ba5eu
#define OLD_OFF 0x95c1ba5fu
#define OLD_ON 0x95c1ba60u
#define OLD_MIGRATE 0x95c1ba61u

static volatile u32 seen;
__attribute__((used)) static u8 stack[1024] __attribute__((aligned(8)));

/* Switches itself off by the number that it was given. */
__attribute__((used)) void secondary(u32 context)
{
    seen = context;
    DSB();
    psci(context & 1 ? OLD_OFF : CPU_OFF, 0, 0, 0);
    print("still on\n");
}

__attribute__((naked, target("arm"))) static void entry(void)
{
    __asm__ volatile("ldr sp, =stack + 1024\n b secondary\n .ltorg");
}

static void answer(const char *what, u32 fn, u32 a, u32 b, u32 c)
{
    print(what), print(" ");
    line_hex("= ", psci(fn, a, b, c));
}

/* Under QEMU it is off for a while after it was switched on. */
static void wait_off(u32 context)
{
    while (seen != context)
        ;
    while (psci(AFFINITY_INFO, 1, 0, 0) != 1)
        ;
}

static void numbers(void)
{
    print("-- numbers that do nothing\n");
    static const u32 none[] = {0, 0x83ffffff, 0x84000007, 0x8400000b, 0x8400000e, 0x84000012, 0x80000000, 0x80000001, 0xc4000000,
                               0xc4000001, 0x95c1ba5d, 0x95c1ba62, MIGRATE, OLD_MIGRATE, 0xffffffff};
    for (u32 i = 0; i < sizeof none / sizeof *none; i++)
        print_hex(none[i]), answer("", none[i], 1, 2, 3);
    print("-- features\n");
    for (u32 fn = 0x84000000; fn < 0x84000014; fn++)
        print_hex(fn), answer("", FEATURES, fn, 0, 0);
    for (u32 fn = OLD_SUSPEND - 1; fn < OLD_MIGRATE + 2; fn++)
        print_hex(fn), answer("", FEATURES, fn, 0, 0);
    answer("80000000", FEATURES, 0x80000000, 0, 0);
    answer("version", VERSION, 0, 0, 0);
    answer("migrate info type", MIGRATE_INFO_TYPE, 0, 0, 0);
}

static void power(void)
{
    print("-- power\n");
    answer("of itself", AFFINITY_INFO, 0, 0, 0);
    answer("of the other", AFFINITY_INFO, 1, 0, 0);
    answer("with other bits", AFFINITY_INFO, 0x80000001, 0, 0);
    answer("of nobody", AFFINITY_INFO, 2, 0, 0);
    answer("of another cluster", AFFINITY_INFO, 0x100, 0, 0);
    answer("level 1", AFFINITY_INFO, 0, 1, 0);
    answer("level 3 of nobody", AFFINITY_INFO, 9, 3, 0);
    answer("nobody on", CPU_ON, 2, (u32)entry, 0);
    answer("nobody on", OLD_ON, 0x101, (u32)entry, 0);
    answer("itself on", CPU_ON, 0, (u32)entry, 0);
    for (u32 round = 0; round < 4; round++) {
        u32 context = 0x1000 + 0x11 * round;
        answer("on", round & 2 ? OLD_ON : CPU_ON, 1, (u32)entry, context);
        wait_off(context);
        line_hex("context ", seen);
    }
}

static void suspend(void)
{
    print("-- suspend\n");
    gic_init();
    gic_enable(INTID_VTIMER);
    for (u32 old = 0; old < 2; old++) {
        u32 fn = old ? OLD_SUSPEND : CPU_SUSPEND;
        MCR(0, 14, 3, 0, 1000); /* CNTV_TVAL */
        MCR(0, 14, 3, 1, 1);    /* CNTV_CTL */
        answer("slept", fn, 0x10000, 0, 0);
        u32 iar = gic_ack();
        line_dec("woken by ", iar);
        MCR(0, 14, 3, 1, 0);
        gic_eoi(iar);
        answer("reserved bits", fn, 0x80000000, 0, 0);
    }
}

int main(void)
{
    numbers();
    power();
    suspend();
    return 17;
}
