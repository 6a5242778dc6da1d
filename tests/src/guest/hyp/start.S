/* Start-up of a program that begins in Hyp mode: Hyp vectors and stack, zeroed bss, main(). */
        .syntax unified
        .arch armv7ve
        .section .text.start, "ax"
        .arm
        .global _start
_start:
        ldr     r0, =hyp_vectors
        mcr     p15, 4, r0, c12, c0, 0          @ HVBAR
        ldr     r0, =__stack_top
        mov     sp, r0
        ldr     r0, =__bss_start
        ldr     r1, =__bss_end
        mov     r2, #0
1:      cmp     r0, r1
        strlo   r2, [r0], #4
        blo     1b
        bl      main
        bl      guest_exit

        .balign 32
hyp_vectors:
        b       .
        mov     r12, #0x04
        mov     r12, #0x08
        mov     r12, #0x0c
        mov     r12, #0x10
        b       hyp_entry
        b       hyp_irq
        b       .
        b       .

/* hyp_enter(pc, psr): runs lower-privileged code at pc until it calls HVC #0xff. */
        .global hyp_enter
hyp_enter:
        push    {r4-r12, lr}
        msr     elr_hyp, r0
        msr     spsr_cxsf, r1
        eret

hyp_entry:
        push    {r0-r12, lr}
        mov     r0, sp
        bl      on_hyp
        cmp     r0, #0
        bne     1f
        pop     {r0-r12, lr}
        eret
1:      add     sp, sp, #14 * 4
        pop     {r4-r12, pc}

hyp_irq:
        push    {r0-r3, r12, lr}
        bl      on_hyp_irq
        pop     {r0-r3, r12, lr}
        eret

        .balign 32
        .global guest_vectors
guest_vectors:
        b       .
        b       guest_undef
        b       guest_svc
        b       guest_pabt
        b       guest_dabt
        b       .
        b       guest_irq
        b       .
guest_undef:
        push    {r0-r3, r12, lr}
        bl      on_guest_undef
        ldm     sp!, {r0-r3, r12, pc}^
guest_svc:
        push    {r0-r3, r12, lr}
        bl      on_guest_svc
        ldm     sp!, {r0-r3, r12, pc}^
guest_pabt:
        sub     lr, lr, #4
        push    {r0-r3, r12, lr}
        bl      on_guest_pabt
        ldm     sp!, {r0-r3, r12, pc}^
guest_dabt:
        sub     lr, lr, #4
        push    {r0-r3, r12, lr}
        bl      on_guest_dabt
        ldm     sp!, {r0-r3, r12, pc}^
guest_irq:
        sub     lr, lr, #4
        push    {r0-r3, r12, lr}
        bl      on_guest_irq
        ldm     sp!, {r0-r3, r12, pc}^
