-- macro trap_stats(vm := NULL, vcpu := NULL, key := 'samples', session := NULL)
-- What exits to the hypervisor cost, by reason, in the columns of perf kvm stat. Give a VM (name or VM-ID), a vCPU and a session to narrow it; key is 'samples' or 'time', the order.
--
-- vm_exit VARCHAR: reason of the exit
-- samples BIGINT: how many
-- samples_pct DOUBLE: share of all exits, percent
-- time_pct DOUBLE: share of all ticks in Hyp mode, percent
-- min_time BIGINT: shortest, ticks
-- max_time BIGINT: longest, ticks
-- avg_time DOUBLE: mean, ticks
-- rel_stddev_pct DOUBLE: standard error of the mean, as percent of the mean (what perf prints after +-)
-- total_time BIGINT: all ticks in Hyp mode for this reason
SELECT
    t.reason AS vm_exit,
    count(*) AS samples,
    round(100.0 * count(*) / sum(count(*)) OVER (), 2) AS samples_pct,
    round(100.0 * sum(t.dur) / nullif(sum(sum(t.dur)) OVER (), 0), 2) AS time_pct,
    min(t.dur) AS min_time,
    max(t.dur) AS max_time,
    round(avg(t.dur), 2) AS avg_time,
    round(100.0 * sqrt(var_samp(t.dur) / count(t.dur)) / nullif(avg(t.dur), 0), 2) AS rel_stddev_pct,
    CAST(sum(t.dur) AS BIGINT) AS total_time
FROM traps AS t
LEFT JOIN vms AS v ON v.session_id = t.session_id AND v.vm_id = t.vm_id
WHERE t.target = 'PL2'
    AND (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(t.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
    AND (vcpu IS NULL OR t.vcpu_id = vcpu)
    AND (session IS NULL OR t.session_id = session)
GROUP BY t.reason
ORDER BY CASE WHEN key = 'time' THEN sum(t.dur) ELSE count(*) END DESC, vm_exit
