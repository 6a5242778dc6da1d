-- macro virq_latency(vm := NULL, session := NULL)
-- The way of virtual interrupts, by VM and interrupt: pending, in a list register, acknowledged, ended; medians, and the longest.
--
-- vm VARCHAR: name of the VM
-- intid INTEGER: interrupt number
-- samples BIGINT: occurrences
-- done BIGINT: of those, ended by the guest
-- inject_p50 DOUBLE: pending to injected, median, ticks
-- inject_max BIGINT: the same, longest
-- ack_p50 DOUBLE: injected to acknowledged, median, ticks
-- ack_max BIGINT: the same, longest
-- eoi_p50 DOUBLE: acknowledged to ended, median, ticks
-- eoi_max BIGINT: the same, longest
-- total_p50 DOUBLE: pending to ended, median, ticks
-- total_max BIGINT: the same, longest
-- no_free_lr BIGINT: how many had to wait for a list register
SELECT
    coalesce(v.name, 'vm' || i.vm_id) AS vm,
    i.intid,
    count(*) AS samples,
    count(i.icount_eoi) AS done,
    quantile_cont(i.icount_injected - i.icount_pending, 0.5) AS inject_p50,
    max(i.icount_injected - i.icount_pending) AS inject_max,
    quantile_cont(i.icount_acked - i.icount_injected, 0.5) AS ack_p50,
    max(i.icount_acked - i.icount_injected) AS ack_max,
    quantile_cont(i.icount_eoi - i.icount_acked, 0.5) AS eoi_p50,
    max(i.icount_eoi - i.icount_acked) AS eoi_max,
    quantile_cont(i.icount_eoi - i.icount_pending, 0.5) AS total_p50,
    max(i.icount_eoi - i.icount_pending) AS total_max,
    count(*) FILTER (i.no_free_lr) AS no_free_lr
FROM virqs AS i
LEFT JOIN vms AS v ON v.session_id = i.session_id AND v.vm_id = i.vm_id
WHERE (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(i.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
    AND (session IS NULL OR i.session_id = session)
GROUP BY coalesce(v.name, 'vm' || i.vm_id), i.intid
ORDER BY samples DESC, 1, 2
