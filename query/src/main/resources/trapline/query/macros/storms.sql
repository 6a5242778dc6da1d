-- macro storms(win := 20000, threshold := 6, session := NULL)
-- Interrupt storms: stretches in which a virtual interrupt became pending at least threshold times within win ticks.
--
-- vm VARCHAR: name of the VM
-- intid INTEGER: interrupt number
-- icount BIGINT: tick at which it began
-- icount_end BIGINT: tick of its last interrupt
-- samples BIGINT: interrupts in it
WITH marked AS (
    SELECT
        i.session_id,
        i.vm_id,
        i.intid,
        i.icount_pending AS at,
        lead(i.icount_pending, threshold - 1) OVER turn - i.icount_pending < win AS opens
    FROM virqs AS i
    WHERE i.icount_pending IS NOT NULL AND (session IS NULL OR i.session_id = session)
    WINDOW turn AS (PARTITION BY i.session_id, i.vm_id, i.intid ORDER BY i.icount_pending, i.seq)
),
covered AS (
    SELECT
        m.*,
        sum(CASE WHEN m.opens THEN 1 ELSE 0 END) OVER (
            PARTITION BY m.session_id, m.vm_id, m.intid ORDER BY m.at ROWS BETWEEN threshold - 1 PRECEDING AND CURRENT ROW
        ) > 0 AS inside
    FROM marked AS m
),
numbered AS (
    SELECT
        c.*,
        sum(CASE WHEN c.inside THEN 0 ELSE 1 END) OVER (
            PARTITION BY c.session_id, c.vm_id, c.intid ORDER BY c.at ROWS UNBOUNDED PRECEDING
        ) AS storm
    FROM covered AS c
)
SELECT
    coalesce(any_value(v.name), 'vm' || n.vm_id) AS vm,
    n.intid,
    min(n.at) AS icount,
    max(n.at) AS icount_end,
    count(*) AS samples
FROM numbered AS n
LEFT JOIN vms AS v ON v.session_id = n.session_id AND v.vm_id = n.vm_id
WHERE n.inside
GROUP BY n.session_id, n.vm_id, n.intid, n.storm
ORDER BY samples DESC, icount
