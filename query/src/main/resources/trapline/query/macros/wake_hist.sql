-- macro wake_hist(vm := NULL, session := NULL)
-- How long vCPUs stayed blocked, in powers of two: whether polling a little instead of WFI would pay.
--
-- vm VARCHAR: name of the VM
-- at_least BIGINT: blocked for at least so many ticks, and less than twice as many
-- samples BIGINT: how many
-- cumulative_pct DOUBLE: share of waits that were shorter than twice as many ticks, percent
-- total_time BIGINT: ticks blocked
WITH waits AS (
    SELECT
        coalesce(v.name, 'vm' || b.vm_id) AS vm_name,
        CASE WHEN b.dur < 1 THEN 0 ELSE CAST(2 ** floor(log2(b.dur)) AS BIGINT) END AS slot,
        b.dur
    FROM vcpu_states AS b
    LEFT JOIN vms AS v ON v.session_id = b.session_id AND v.vm_id = b.vm_id
    WHERE b.state = 'BLOCKED'
        AND (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(b.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
        AND (session IS NULL OR b.session_id = session)
)
SELECT
    w.vm_name AS vm,
    w.slot AS at_least,
    count(*) AS samples,
    round(
        100.0 * sum(count(*)) OVER (PARTITION BY w.vm_name ORDER BY w.slot)
        / sum(count(*)) OVER (PARTITION BY w.vm_name), 2
    ) AS cumulative_pct,
    CAST(sum(w.dur) AS BIGINT) AS total_time
FROM waits AS w
GROUP BY w.vm_name, w.slot
ORDER BY 1, 2
