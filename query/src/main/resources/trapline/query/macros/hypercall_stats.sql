-- macro hypercall_stats(vm := NULL, session := NULL)
-- Hypercalls by caller, name and answer: how many, how often, how long.
--
-- vm VARCHAR: name of the calling VM
-- fn_name VARCHAR: the call; its number when there is none of that name
-- error VARCHAR: name of the error; NULL for success
-- samples BIGINT: how many
-- per_million DOUBLE: calls per million ticks of the session
-- min_time BIGINT: shortest, ticks
-- max_time BIGINT: longest, ticks
-- avg_time DOUBLE: mean, ticks
-- total_time BIGINT: all ticks spent in these calls
SELECT
    coalesce(v.name, 'vm' || h.vm_id) AS vm,
    coalesce(h.fn_name, hx(h.fn)) AS fn_name,
    h.error,
    count(*) AS samples,
    round(1e6 * count(*) / nullif(max(s.last_icount - s.first_icount), 0), 2) AS per_million,
    min(h.dur) AS min_time,
    max(h.dur) AS max_time,
    round(avg(h.dur), 2) AS avg_time,
    CAST(sum(h.dur) AS BIGINT) AS total_time
FROM hypercalls AS h
INNER JOIN sessions AS s ON s.session_id = h.session_id
LEFT JOIN vms AS v ON v.session_id = h.session_id AND v.vm_id = h.vm_id
WHERE (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(h.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
    AND (session IS NULL OR h.session_id = session)
GROUP BY coalesce(v.name, 'vm' || h.vm_id), coalesce(h.fn_name, hx(h.fn)), h.error
ORDER BY samples DESC, 1, 2, 3 NULLS FIRST
