/* Start-up of a bare-metal guest at PL1: vectors, a stack per mode, zeroed bss, main(), exit(main's result). */
#ifndef MAIN_MODE
#define MAIN_MODE 0x13
#endif
        .syntax unified
        .arch armv7ve
        .section .text.start, "ax"
        .arm
        .global _start
_start:
        mrc     p15, 0, r0, c0, c0, 5           @ MPIDR: secondary CPUs start elsewhere, by PSCI
        ldr     r0, =vectors
        mcr     p15, 0, r0, c12, c0, 0          @ VBAR
        ldr     r0, =__stack_top
        cps     #0x12
        mov     sp, r0                          @ irq
        sub     r0, r0, #0x1000
        cps     #0x17
        mov     sp, r0                          @ abt
        sub     r0, r0, #0x1000
        cps     #0x1b
        mov     sp, r0                          @ und
        sub     r0, r0, #0x1000
        cps     #0x11
        mov     sp, r0                          @ fiq
        sub     r0, r0, #0x1000
        cps     #0x13
        mov     sp, r0                          @ svc
        sub     r0, r0, #0x1000
        cps     #0x1f
        mov     sp, r0                          @ sys and usr
        cps     #MAIN_MODE                      @ Supervisor, or System for programs that go to PL0 and back
        ldr     r0, =__bss_start
        ldr     r1, =__bss_end
        mov     r2, #0
1:      cmp     r0, r1
        strlo   r2, [r0], #4
        blo     1b
        bl      main
        bl      guest_exit

        .balign 32
        .global vectors
vectors:
        b       .
        b       undef_entry
        b       svc_entry
        b       pabt_entry
        b       dabt_entry
        b       .
        b       irq_entry
        b       fiq_entry

/* Each entry saves what a C function may change and calls on_xxx(frame); frame = r0-r12, lr (return), spsr. */
        .macro  entry name, mode, adjust
\name\()_entry:
        .if     \adjust
        sub     lr, lr, #\adjust
        .endif
        push    {r0-r12, lr}
        mrs     r0, spsr
        push    {r0}
        mov     r0, sp
        tst     sp, #4                          @ the procedure call standard wants the stack on 8 bytes
        subne   sp, sp, #4
        mov     r4, r0
        bl      on_\name
        mov     sp, r4
        pop     {r0}
        msr     spsr_cxsf, r0
        ldm     sp!, {r0-r12, pc}^
        .endm

        entry   undef, 0x1b, 0
        entry   svc, 0x13, 0
        entry   pabt, 0x17, 4
        entry   dabt, 0x17, 8
        entry   irq, 0x12, 4
        entry   fiq, 0x11, 4
