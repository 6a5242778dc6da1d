-- macro lr_pressure(session := NULL)
-- Virtual interrupts that had to wait because no list register was free.
--
-- vm VARCHAR: name of the VM
-- intid INTEGER: interrupt number
-- waited BIGINT: occurrences that waited
-- waited_pct DOUBLE: share of all occurrences of this interrupt, percent
-- avg_wait DOUBLE: mean from pending to injected, of those that waited, ticks
-- max_wait BIGINT: longest, ticks
SELECT
    coalesce(v.name, 'vm' || i.vm_id) AS vm,
    i.intid,
    count(*) FILTER (i.no_free_lr) AS waited,
    round(100.0 * count(*) FILTER (i.no_free_lr) / count(*), 2) AS waited_pct,
    round(avg(i.icount_injected - i.icount_pending) FILTER (i.no_free_lr), 2) AS avg_wait,
    max(i.icount_injected - i.icount_pending) FILTER (i.no_free_lr) AS max_wait
FROM virqs AS i
LEFT JOIN vms AS v ON v.session_id = i.session_id AND v.vm_id = i.vm_id
WHERE session IS NULL OR i.session_id = session
GROUP BY coalesce(v.name, 'vm' || i.vm_id), i.intid
HAVING count(*) FILTER (i.no_free_lr) > 0
ORDER BY waited DESC, 1, 2
