-- macro time_split(session := NULL)
-- Where the ticks of each CPU went: to which guest, to the hypervisor, to idling.
--
-- session_id INTEGER: session
-- cpu INTEGER: physical CPU
-- world VARCHAR: GUEST, HYP or IDLE
-- vm VARCHAR: name of the VM, for GUEST
-- ticks BIGINT: ticks
-- pct DOUBLE: share of this CPU's ticks, percent
SELECT
    s.session_id,
    s.cpu,
    s.world,
    v.name AS vm,
    CAST(sum(s.dur) AS BIGINT) AS ticks,
    round(100.0 * sum(s.dur) / sum(sum(s.dur)) OVER (PARTITION BY s.session_id, s.cpu), 2) AS pct
FROM slices AS s
LEFT JOIN vms AS v ON s.world = 'GUEST' AND v.session_id = s.session_id AND v.vm_id = s.vm_id
WHERE session IS NULL OR s.session_id = session
GROUP BY s.session_id, s.cpu, s.world, v.name
ORDER BY s.session_id, s.cpu, ticks DESC
