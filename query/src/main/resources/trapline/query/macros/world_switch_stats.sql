-- macro world_switch_stats(session := NULL)
-- What switches between VMs cost, between whom, and why; and the TLB maintenance executed while switching.
--
-- from_vm VARCHAR: VM left, or idle
-- to_vm VARCHAR: VM entered, or idle
-- reason VARCHAR: why
-- samples BIGINT: how many
-- samples_pct DOUBLE: share of all switches, percent
-- min_time BIGINT: shortest, ticks
-- max_time BIGINT: longest, ticks
-- avg_time DOUBLE: mean, ticks
-- total_time BIGINT: all ticks spent in these switches
-- tlb_flushes BIGINT: TLB maintenance operations executed during these switches
SELECT
    CASE WHEN w.from_vm IS NULL THEN 'idle' ELSE coalesce(a.name, 'vm' || w.from_vm) END AS from_vm,
    CASE WHEN w.to_vm IS NULL THEN 'idle' ELSE coalesce(b.name, 'vm' || w.to_vm) END AS to_vm,
    w.reason,
    count(*) AS samples,
    round(100.0 * count(*) / sum(count(*)) OVER (), 2) AS samples_pct,
    min(w.dur) AS min_time,
    max(w.dur) AS max_time,
    round(avg(w.dur), 2) AS avg_time,
    CAST(sum(w.dur) AS BIGINT) AS total_time,
    CAST(coalesce(sum(f.flushes), 0) AS BIGINT) AS tlb_flushes
FROM (
    SELECT
        s.session_id,
        s.seq,
        any_value(s.from_vm) AS from_vm,
        any_value(s.to_vm) AS to_vm,
        any_value(s.reason) AS reason,
        any_value(s.dur) AS dur
    FROM world_switches AS s
    WHERE session IS NULL OR s.session_id = session
    GROUP BY s.session_id, s.seq
) AS w
LEFT JOIN (
    SELECT s.session_id, s.seq, count(o.seq) AS flushes
    FROM tlb_ops AS o
    ASOF INNER JOIN world_switches AS s
        ON s.session_id = o.session_id AND s.cpu = o.cpu AND s.seq >= o.seq
    WHERE o.icount >= s.icount AND o.from_hyp
    GROUP BY s.session_id, s.seq
) AS f ON f.session_id = w.session_id AND f.seq = w.seq
LEFT JOIN vms AS a ON a.session_id = w.session_id AND a.vm_id = w.from_vm
LEFT JOIN vms AS b ON b.session_id = w.session_id AND b.vm_id = w.to_vm
GROUP BY ALL
ORDER BY samples DESC, from_vm, to_vm, w.reason
