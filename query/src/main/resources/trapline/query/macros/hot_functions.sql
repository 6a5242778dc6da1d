-- macro hot_functions(vm := NULL, session := NULL)
-- Guest functions that cause exits to the hypervisor, by the ELF symbol below the address of the exit.
--
-- vm VARCHAR: name of the VM
-- function VARCHAR: the symbol; the address where there is none
-- samples BIGINT: exits
-- samples_pct DOUBLE: share of all exits, percent
-- total_time BIGINT: ticks in Hyp mode
-- top_reason VARCHAR: their most frequent reason
WITH exits AS (
    SELECT t.session_id, t.vm_id, coalesce(v.name, 'vm' || t.vm_id) AS vm_name, t.pc, t.reason, t.dur
    FROM traps AS t
    LEFT JOIN vms AS v ON v.session_id = t.session_id AND v.vm_id = t.vm_id
    WHERE t.target = 'PL2'
        AND t.vm_id IS NOT NULL
        AND (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(t.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
        AND (session IS NULL OR t.session_id = session)
)
SELECT
    e.vm_name AS vm,
    CASE WHEN s.size = 0 OR e.pc < s.addr + s.size THEN s.name ELSE hx(e.pc) END AS "function",
    count(*) AS samples,
    round(100.0 * count(*) / sum(count(*)) OVER (), 2) AS samples_pct,
    CAST(sum(e.dur) AS BIGINT) AS total_time,
    mode(e.reason) AS top_reason
FROM exits AS e
ASOF LEFT JOIN (
    SELECT y.session_id, y.vm_id, y.addr, min_by(y.name, (-y.size, y.name)) AS name, max(y.size) AS size
    FROM symbols AS y
    GROUP BY y.session_id, y.vm_id, y.addr
) AS s ON s.session_id = e.session_id AND s.vm_id = e.vm_id AND e.pc >= s.addr
GROUP BY e.vm_name, CASE WHEN s.size = 0 OR e.pc < s.addr + s.size THEN s.name ELSE hx(e.pc) END
ORDER BY samples DESC, 1, 2
