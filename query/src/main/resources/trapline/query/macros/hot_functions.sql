-- macro hot_functions(vm := NULL, session := NULL)
-- Guest functions that cause exits to the hypervisor, by the symbol below the address of the exit.
--
-- vm VARCHAR: name of the VM
-- function VARCHAR: the symbol; the address where there is none
-- samples BIGINT: exits
-- samples_pct DOUBLE: share of all exits, percent
-- total_time BIGINT: ticks in Hyp mode
-- top_reason VARCHAR: their most frequent reason
WITH places AS (
    SELECT t.session_id, t.vm_id, t.pc, t.reason, count(*) AS samples, sum(t.dur) AS ticks
    FROM traps AS t
    WHERE t.target = 'PL2' AND t.vm_id IS NOT NULL AND (session IS NULL OR t.session_id = session)
    GROUP BY t.session_id, t.vm_id, t.pc, t.reason
),
reasons AS (
    SELECT
        coalesce(v.name, 'vm' || p.vm_id) AS vm_name,
        CASE WHEN s.size = 0 OR p.pc < s.addr + s.size THEN s.name ELSE hx(p.pc) END AS place,
        p.reason,
        sum(p.samples) AS samples,
        sum(p.ticks) AS ticks
    FROM places AS p
    LEFT JOIN vms AS v ON v.session_id = p.session_id AND v.vm_id = p.vm_id
    ASOF LEFT JOIN (
        SELECT y.session_id, y.vm_id, y.addr, min_by(y.name, (-y.size, y.name)) AS name, max(y.size) AS size
        FROM symbols AS y
        GROUP BY y.session_id, y.vm_id, y.addr
    ) AS s ON s.session_id = p.session_id AND s.vm_id = p.vm_id AND p.pc >= s.addr
    WHERE vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(p.vm_id AS VARCHAR) = CAST(vm AS VARCHAR)
    GROUP BY ALL
)
SELECT
    r.vm_name AS vm,
    r.place AS "function",
    CAST(sum(r.samples) AS BIGINT) AS samples,
    round(100.0 * sum(r.samples) / sum(sum(r.samples)) OVER (), 2) AS samples_pct,
    CAST(sum(r.ticks) AS BIGINT) AS total_time,
    max_by(r.reason, (r.samples, r.reason)) AS top_reason
FROM reasons AS r
GROUP BY r.vm_name, r.place
ORDER BY samples DESC, 1, 2
