-- macro runstates(session := NULL)
-- How each vCPU spent its time: running, ready but not running (stolen), blocked, offline.
--
-- session_id INTEGER: session
-- vm VARCHAR: name of the VM
-- vcpu_id INTEGER: virtual CPU
-- running BIGINT: ticks on a CPU
-- runnable BIGINT: ticks ready, waiting for a CPU
-- blocked BIGINT: ticks waiting for an interrupt or event
-- offline BIGINT: ticks not started or stopped
-- steal_pct DOUBLE: runnable as a share of running and runnable, percent
-- longest_wait BIGINT: longest stretch of runnable, ticks
SELECT
    r.session_id,
    coalesce(any_value(v.name), 'vm' || r.vm_id) AS vm,
    r.vcpu_id,
    CAST(coalesce(sum(r.dur) FILTER (r.state = 'RUNNING'), 0) AS BIGINT) AS running,
    CAST(coalesce(sum(r.dur) FILTER (r.state = 'RUNNABLE'), 0) AS BIGINT) AS runnable,
    CAST(coalesce(sum(r.dur) FILTER (r.state = 'BLOCKED'), 0) AS BIGINT) AS blocked,
    CAST(coalesce(sum(r.dur) FILTER (r.state = 'OFFLINE'), 0) AS BIGINT) AS offline,
    round(
        100.0 * coalesce(sum(r.dur) FILTER (r.state = 'RUNNABLE'), 0)
        / nullif(sum(r.dur) FILTER (r.state IN ('RUNNING', 'RUNNABLE')), 0), 2
    ) AS steal_pct,
    max(r.dur) FILTER (r.state = 'RUNNABLE') AS longest_wait
FROM vcpu_states AS r
LEFT JOIN vms AS v ON v.session_id = r.session_id AND v.vm_id = r.vm_id
WHERE session IS NULL OR r.session_id = session
GROUP BY r.session_id, r.vm_id, r.vcpu_id
ORDER BY r.session_id, r.vm_id, r.vcpu_id
