-- macro tlb_stats(session := NULL)
-- TLB misses and what their walks read, by VM, VMID and ASID.
--
-- vm VARCHAR: name of the VM; hyp for the hypervisor's own
-- vmid INTEGER: hardware VMID
-- asid INTEGER: ASID; NULL for global entries
-- misses BIGINT: translations that were not in the TLB
-- fetches BIGINT: of those, for instructions
-- faults BIGINT: of those, walks that ended in a fault
-- s1_reads BIGINT: stage-1 descriptors read
-- s2_reads BIGINT: stage-2 descriptors read
-- reads_per_miss DOUBLE: descriptors of both stages per miss
-- evictions BIGINT: misses that put another entry out
-- misses_per_k DOUBLE: misses per thousand ticks that the VM ran as a guest (the hypervisor: that Hyp mode ran)
WITH ran AS (
    SELECT
        s.session_id,
        CASE WHEN s.world = 'GUEST' THEN s.vm_id END AS vm_id,
        sum(s.dur) AS ticks
    FROM slices AS s
    WHERE s.world <> 'IDLE'
    GROUP BY 1, 2
)
SELECT
    CASE WHEN m.vm_id IS NULL THEN 'hyp' ELSE coalesce(any_value(v.name), 'vm' || m.vm_id) END AS vm,
    m.vmid,
    m.asid,
    count(*) AS misses,
    count(*) FILTER (m.access = 'FETCH') AS fetches,
    count(*) FILTER (m.pa IS NULL) AS faults,
    CAST(sum(m.s1_reads) AS BIGINT) AS s1_reads,
    CAST(sum(m.s2_reads) AS BIGINT) AS s2_reads,
    round((sum(m.s1_reads) + sum(m.s2_reads)) / count(*), 2) AS reads_per_miss,
    count(m.evicted_va) AS evictions,
    round(1000.0 * count(*) / nullif(any_value(r.ticks), 0), 3) AS misses_per_k
FROM tlb_misses AS m
LEFT JOIN vms AS v ON v.session_id = m.session_id AND v.vm_id = m.vm_id
LEFT JOIN ran AS r ON r.session_id = m.session_id AND r.vm_id IS NOT DISTINCT FROM m.vm_id
WHERE session IS NULL OR m.session_id = session
GROUP BY m.session_id, m.vm_id, m.vmid, m.asid
ORDER BY misses DESC, 1, 2, 3
