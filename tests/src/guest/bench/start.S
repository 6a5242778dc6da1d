/*
 * The way in, at PL1 or in Hyp mode, and the loops whose length matters. A program that starts in Hyp mode leaves vectors
 * there that answer a hypercall at once, and goes on at PL1, so that the rest is the same in both.
 */
        .syntax unified
        .arch armv7ve
        .section .text.bench, "ax"
        .arm
        .global bench_start
bench_start:
        mrs     r4, cpsr
        and     r4, r4, #0x1f
        cmp     r4, #0x1a
        bne     _start
        ldr     r4, =hyp_vectors
        mcr     p15, 4, r4, c12, c0, 0          @ HVBAR
        ldr     r4, =_start
        msr     elr_hyp, r4
        mov     r4, #0xd3                       @ Supervisor mode, IRQ and FIQ masked
        msr     spsr_cxsf, r4
        eret

        .balign 32
hyp_vectors:
        b       .
        b       .
        b       .
        b       .
        b       .
        eret                                    @ HVC
        b       .
        b       .

/* svc_calls(n): n supervisor calls from PL0, each answered at once. Runs in System mode. */
        .global svc_calls
svc_calls:
        mrc     p15, 0, r3, c12, c0, 0          @ VBAR
        ldr     r2, =svc_vectors
        mcr     p15, 0, r2, c12, c0, 0
        isb
        cps     #0x10
1:      svc     #0
        subs    r0, r0, #1
        bne     1b
        udf     #0
svc_done:
        cps     #0x1f
        mcr     p15, 0, r3, c12, c0, 0
        isb
        bx      lr

        .balign 32
svc_vectors:
        b       .
        b       svc_done                        @ Undefined Instruction
        movs    pc, lr                          @ Supervisor Call
        b       .
        b       .
        b       .
        b       .
        b       .

/* hvc_calls(n): n hypercalls; the number is that of the microvisor's null call, the vectors above take any. */
        .arch_extension virt
        .global hvc_calls
hvc_calls:
        push    {r4-r6, lr}
        mov     r6, r0
1:      ldr     r0, =0x1ff
        mov     r1, #0
        hvc     #0
        subs    r6, r6, #1
        bne     1b
        pop     {r4-r6, pc}
