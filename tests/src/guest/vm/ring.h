/* A ring in a shared page, with a lock in the page itself. */
#ifndef RING_H
#define RING_H
#include "guest.h"

#define SLOTS 64
#ifndef ITEMS
#define ITEMS 2000
#endif

struct ring {
    volatile u32 lock;
    volatile u32 head, tail;
    volatile u32 in_critical; /* must never be seen above 0 by who just got the lock */
    volatile u32 violations;
    volatile u32 items[SLOTS];
};

static inline u32 try_lock_in_page(volatile u32 *lock)
{
    u32 old, failed;
    __asm__ volatile("ldrex %0, [%2]\n"
                     "cmp %0, #0\n"
                     "strexeq %1, %3, [%2]\n"
                     "movne %1, #1\n"
                     : "=&r"(old), "=&r"(failed)
                     : "r"(lock), "r"(1)
                     : "cc", "memory");
    DMB();
    return !failed;
}

static inline void unlock_in_page(volatile u32 *lock)
{
    DMB();
    *lock = 0;
}

/* Takes the lock of the build: in the page, by hypercall, or (to show what happens) none. */
static inline void lock(struct ring *r, u32 share)
{
#if defined LOCK_HYPERCALL
    u32 error;
    while ((error = page_lock(share)) == E_BUSY)
        wait_message();
    if (error) {
        line_dec("page_lock failed with ", error);
        guest_exit(3);
    }
#elif defined LOCK_PAGE
    (void)share;
    while (!try_lock_in_page(&r->lock))
        ;
#else
    (void)share;
#endif
    if (r->in_critical++)
        r->violations++;
}

static inline void unlock(struct ring *r, u32 share)
{
    r->in_critical--;
#if defined LOCK_HYPERCALL
    u32 error = page_unlock(share);
    if (error) {
        line_dec("page_unlock failed with ", error);
        guest_exit(4);
    }
#elif defined LOCK_PAGE
    (void)share;
    unlock_in_page(&r->lock);
#else
    (void)share;
#endif
}
#endif
