-- table hypercalls
-- Hypercalls, at their completion: PSCI calls by HVC #0 and the microvisor's own.
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick at which the call entered Hyp mode
-- icount_end BIGINT: tick at which it was complete
-- dur BIGINT: icount_end - icount, ticks
-- cpu INTEGER: physical CPU
-- vm_id INTEGER: VM-ID of the caller
-- vcpu_id INTEGER: virtual CPU of the caller
-- pc BIGINT hex: preferred return address: the instruction after HVC
-- imm INTEGER hex: immediate of the HVC instruction
-- fn BIGINT hex: number of the call: the immediate, or r0 for immediate 0 (PSCI)
-- fn_name VARCHAR: name of the call; NULL when there is none of this number
-- arg0 BIGINT hex: r0 on entry
-- arg1 BIGINT hex: r1 on entry
-- arg2 BIGINT hex: r2 on entry
-- arg3 BIGINT hex: r3 on entry
-- arg4 BIGINT hex: r4 on entry
-- arg5 BIGINT hex: r5 on entry
-- ret INTEGER: r0 on return: the error number, 0 for success
-- ret1 BIGINT hex: r1 on return
-- ret2 BIGINT hex: r2 on return
-- error VARCHAR: name of the error; NULL for success
-- trap_seq BIGINT: the trap it came by, a row of traps
WITH calls AS (
    SELECT *, CASE WHEN imm = 0 THEN arg0 ELSE imm END AS fn
    FROM ev_hypercall
)
SELECT
    h.seq,
    h.entered AS icount,
    h.icount AS icount_end,
    h.icount - h.entered AS dur,
    h.cpu,
    nullif(h.vm_id, -1) AS vm_id,
    nullif(h.vcpu_id, -1) AS vcpu_id,
    h.pc,
    h.imm,
    h.fn,
    n.name AS fn_name,
    h.arg0,
    h.arg1,
    h.arg2,
    h.arg3,
    h.arg4,
    h.arg5,
    h.ret,
    h.ret1,
    h.ret2,
    e.name AS error,
    t.seq AS trap_seq
FROM calls AS h
LEFT JOIN hypercall_names AS n ON n.fn = h.fn
LEFT JOIN hypercall_errors AS e ON e.psci = (n.psci IS TRUE) AND e.number = h.ret
ASOF LEFT JOIN (SELECT seq, cpu FROM log WHERE kind = ${HYP_TRAP}) AS t ON t.cpu = h.cpu AND h.seq > t.seq
ORDER BY h.seq
