-- table slices
-- What each CPU was in, from tick to tick: a guest, the hypervisor, or idling. Turns of other CPUs are not taken out.
--
-- icount BIGINT: tick at which it began
-- icount_end BIGINT: tick at which it ended
-- dur BIGINT: icount_end - icount, ticks
-- cpu INTEGER: physical CPU
-- world VARCHAR: GUEST, HYP or IDLE
-- vm_id INTEGER: VM-ID; NULL for idling and for a hypervisor's own
-- vcpu_id INTEGER: virtual CPU within the VM
-- cause VARCHAR: for HYP, the reason of the trap
-- trap_seq BIGINT: for HYP, the trap, a row of traps
WITH ends AS (SELECT first_icount, last_icount FROM sessions),
bounds AS (
    SELECT cpu, icount, seq, kind = ${HYP_TRAP} AS enters, vm, vcpu, v0 AS reason
    FROM log
    WHERE kind IN (${HYP_TRAP}, ${HYP_RETURN})
    UNION ALL
    -- How each CPU begins: in the world that its first trap or return leaves.
    SELECT
        c.cpu,
        e.first_icount AS icount,
        -1 - c.cpu AS seq,
        coalesce(NOT b.enters, FALSE) AS enters,
        CASE WHEN b.enters IS FALSE THEN -1 ELSE coalesce(b.vm, 0) END AS vm,
        CASE WHEN b.enters IS FALSE THEN -1 ELSE coalesce(b.vcpu, c.cpu) END AS vcpu,
        NULL AS reason
    FROM (SELECT DISTINCT cpu FROM log WHERE cpu >= 0) AS c
    CROSS JOIN ends AS e
    LEFT JOIN (
        SELECT cpu, min_by(kind = ${HYP_TRAP}, seq) AS enters, min_by(vm, seq) AS vm, min_by(vcpu, seq) AS vcpu
        FROM log
        WHERE kind IN (${HYP_TRAP}, ${HYP_RETURN})
        GROUP BY cpu
    ) AS b ON b.cpu = c.cpu
),
points AS (
    SELECT cpu, icount, seq, seq AS bound, FALSE AS idle
    FROM bounds
    UNION ALL
    SELECT c.cpu, p.icount, i.seq, NULL AS bound, p.idle
    FROM ev_idle AS i
    CROSS JOIN (SELECT DISTINCT cpu FROM log WHERE cpu >= 0) AS c
    CROSS JOIN LATERAL (VALUES (i.icount, TRUE), (i.until, FALSE)) AS p (icount, idle)
),
turns AS (
    SELECT
        p.cpu,
        p.icount,
        coalesce(lead(p.icount) OVER turn, e.last_icount) AS icount_end,
        p.idle,
        max(p.bound) OVER (turn ROWS UNBOUNDED PRECEDING) AS bound
    FROM points AS p
    CROSS JOIN ends AS e
    WINDOW turn AS (PARTITION BY p.cpu ORDER BY p.icount, p.seq, p.idle DESC)
)
SELECT
    t.icount,
    t.icount_end,
    t.icount_end - t.icount AS dur,
    t.cpu,
    CASE WHEN t.idle THEN 'IDLE' WHEN b.enters THEN 'HYP' ELSE 'GUEST' END AS world,
    CASE WHEN NOT t.idle THEN nullif(b.vm, -1) END AS vm_id,
    CASE WHEN NOT t.idle THEN nullif(b.vcpu, -1) END AS vcpu_id,
    CASE WHEN b.enters AND NOT t.idle THEN ${HYP_TRAP.reason(b.reason)} END AS cause,
    CASE WHEN b.enters AND NOT t.idle AND b.seq >= 0 THEN b.seq END AS trap_seq
FROM turns AS t
INNER JOIN bounds AS b ON b.seq = t.bound
WHERE t.icount_end > t.icount
ORDER BY t.icount, t.cpu
