-- table virqs
-- Virtual interrupts, one row per occurrence, with the ticks of its steps; NULL for a step not reached.
--
-- seq BIGINT: position in the log of its first step
-- icount BIGINT: tick of its first step
-- icount_end BIGINT: tick of its end; NULL when it did not end
-- dur BIGINT: icount_end - icount, ticks
-- cpu INTEGER: physical CPU of its last step
-- vm_id INTEGER: VM-ID of the receiver
-- vcpu_id INTEGER: virtual CPU that took it, or for which it became pending
-- intid INTEGER: interrupt number as the guest sees it
-- serial BIGINT: occurrence within VM and interrupt number, from 0
-- hw BOOLEAN: backed by a physical interrupt (GICH_LR.HW)
-- lr INTEGER: list register it was placed in
-- priority INTEGER: priority at its last step, 0 the highest
-- icount_pending BIGINT: tick at which the hypervisor made it pending
-- icount_injected BIGINT: tick at which it was placed in a list register
-- icount_acked BIGINT: tick at which the guest acknowledged it (GICV_IAR)
-- icount_eoi BIGINT: tick at which the guest ended it (GICV_EOIR)
-- no_free_lr BOOLEAN: it had to wait because no list register was free
SELECT
    min(seq) AS seq,
    min(icount) AS icount,
    min(icount) FILTER (step = 'EOI') AS icount_end,
    min(icount) FILTER (step = 'EOI') - min(icount) AS dur,
    max_by(cpu, seq) AS cpu,
    nullif(vm_id, -1) AS vm_id,
    max_by(nullif(vcpu_id, -1), seq) AS vcpu_id,
    intid,
    serial,
    bool_or(hw) AS hw,
    min(nullif(lr, -1)) AS lr,
    max_by(priority, seq) AS priority,
    min(icount) FILTER (step = 'PENDING') AS icount_pending,
    min(icount) FILTER (step = 'INJECTED') AS icount_injected,
    min(icount) FILTER (step = 'ACKNOWLEDGED') AS icount_acked,
    min(icount) FILTER (step = 'EOI') AS icount_eoi,
    bool_or(step = 'NO_FREE_LR') AS no_free_lr
FROM ev_virtual_interrupt
GROUP BY vm_id, intid, serial
ORDER BY seq
