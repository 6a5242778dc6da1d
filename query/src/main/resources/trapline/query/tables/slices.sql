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
    SELECT
        cpu,
        icount,
        seq,
        kind = ${HYP_TRAP} AS enters,
        vm,
        vcpu,
        v0 AS reason
    FROM log
    WHERE kind IN (${HYP_TRAP}, ${HYP_RETURN})
),
cpus AS (
    SELECT c.cpu, min_by(b.enters, b.seq) AS first_enters, min_by(b.vm, b.seq) AS vm, min_by(b.vcpu, b.seq) AS vcpu
    FROM (SELECT DISTINCT cpu FROM log WHERE cpu >= 0) AS c
    LEFT JOIN bounds AS b ON b.cpu = c.cpu
    GROUP BY c.cpu
),
points AS (
    SELECT
        c.cpu,
        e.first_icount AS icount,
        -1 AS seq,
        0 AS ord,
        {
            'world': CASE WHEN c.first_enters IS FALSE THEN 'HYP' ELSE 'GUEST' END,
            'vm': CASE WHEN c.first_enters IS FALSE THEN NULL ELSE coalesce(c.vm, 0) END,
            'vcpu': CASE WHEN c.first_enters IS FALSE THEN NULL ELSE coalesce(c.vcpu, c.cpu) END,
            'reason': NULL::BIGINT,
            'trap_seq': NULL::BIGINT
        } AS state,
        FALSE AS idle
    FROM cpus AS c
    CROSS JOIN ends AS e
    UNION ALL
    SELECT
        cpu,
        icount,
        seq,
        0 AS ord,
        {
            'world': CASE WHEN enters THEN 'HYP' ELSE 'GUEST' END,
            'vm': vm,
            'vcpu': vcpu,
            'reason': CASE WHEN enters THEN reason END,
            'trap_seq': CASE WHEN enters THEN seq END
        } AS state,
        FALSE AS idle
    FROM bounds
    UNION ALL
    SELECT c.cpu, i.icount, i.seq, 0 AS ord, NULL AS state, TRUE AS idle
    FROM ev_idle AS i
    CROSS JOIN cpus AS c
    UNION ALL
    SELECT c.cpu, i.until AS icount, i.seq, 1 AS ord, NULL AS state, FALSE AS idle
    FROM ev_idle AS i
    CROSS JOIN cpus AS c
),
filled AS (
    SELECT
        p.cpu,
        p.icount,
        coalesce(lead(p.icount) OVER turn, e.last_icount) AS icount_end,
        p.idle,
        last_value(p.state IGNORE NULLS) OVER turn AS state
    FROM points AS p
    CROSS JOIN ends AS e
    WINDOW turn AS (PARTITION BY p.cpu ORDER BY p.icount, p.seq, p.ord)
)
SELECT
    icount,
    icount_end,
    icount_end - icount AS dur,
    cpu,
    CASE WHEN idle THEN 'IDLE' ELSE state.world END AS world,
    CASE WHEN NOT idle THEN nullif(state.vm, -1) END AS vm_id,
    CASE WHEN NOT idle THEN nullif(state.vcpu, -1) END AS vcpu_id,
    CASE WHEN NOT idle THEN ${HYP_TRAP.reason(state.reason)} END AS cause,
    CASE WHEN NOT idle THEN state.trap_seq END AS trap_seq
FROM filled
WHERE icount_end > icount
ORDER BY icount, cpu
