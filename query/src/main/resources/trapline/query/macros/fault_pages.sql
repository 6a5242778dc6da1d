-- macro fault_pages(vm := NULL, session := NULL)
-- Pages of intermediate physical memory that fault in stage 2, most often first; emulated devices left out.
--
-- vm VARCHAR: name of the VM
-- page BIGINT hex: intermediate physical address of the page
-- faults BIGINT: how many
-- writes BIGINT: of those, by writes
-- walks BIGINT: of those, met by a stage-1 translation table walk
-- fetches BIGINT: of those, by instruction fetches
-- first_icount BIGINT: tick of the first
-- last_icount BIGINT: tick of the last
-- total_time BIGINT: all ticks spent on them
SELECT
    coalesce(v.name, 'vm' || t.vm_id) AS vm,
    t.ipa & ~4095 AS page,
    count(*) AS faults,
    count(*) FILTER (t.wnr) AS writes,
    count(*) FILTER (t.s1ptw) AS walks,
    count(*) FILTER (t.reason = 'IABT') AS fetches,
    min(t.icount) AS first_icount,
    max(t.icount) AS last_icount,
    CAST(sum(t.dur) AS BIGINT) AS total_time
FROM traps AS t
LEFT JOIN vms AS v ON v.session_id = t.session_id AND v.vm_id = t.vm_id
WHERE t.target = 'PL2'
    AND t.reason IN ('IABT', 'DABT')
    AND t.outcome <> 'mmio'
    AND (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(t.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
    AND (session IS NULL OR t.session_id = session)
GROUP BY coalesce(v.name, 'vm' || t.vm_id), t.ipa & ~4095
ORDER BY faults DESC, 1, 2
