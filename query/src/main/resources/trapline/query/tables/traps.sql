-- table traps
-- Exceptions taken to Hyp mode (target PL2), each with its return, and exceptions taken to PL1 modes (target PL1).
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick at which the exception was taken
-- icount_end BIGINT: tick of the ERET that ends a trap to Hyp mode on the same CPU; NULL for PL1 and when none follows
-- dur BIGINT: icount_end - icount, ticks
-- cpu INTEGER: physical CPU
-- vm_id INTEGER: VM-ID, NULL when it belongs to no VM
-- vcpu_id INTEGER: virtual CPU within the VM
-- target VARCHAR: PL2 for Hyp mode, PL1 for the modes of PL1 and Monitor mode
-- reason VARCHAR: class of the exception, named as in kvm_arm.h; IRQ and FIQ for interrupts
-- ec INTEGER: HSR.EC; NULL for interrupts and for PL1
-- hsr BIGINT hex: Hyp Syndrome Register; NULL for interrupts and for PL1
-- iss BIGINT hex: HSR.ISS; for SVC and SMC taken to PL1 the immediate
-- pc BIGINT hex: preferred return address
-- mode VARCHAR: processor mode it was taken from
-- far BIGINT hex: faulting virtual address, for aborts
-- ipa BIGINT hex: faulting intermediate physical address, for aborts taken to Hyp mode
-- fsc INTEGER hex: fault status, for aborts: HSR.ISS[5:0], or FS or STATUS of DFSR or IFSR
-- wnr BOOLEAN: the data abort was caused by a write
-- s1ptw BOOLEAN: the stage-2 fault was met by a stage-1 translation table walk
-- outcome VARCHAR: what the hypervisor did before it returned: hypercall, mmio, stage2_map, vm_stopped, switched, wfi_block, injected, returned; open when it never returned; taken for PL1
WITH marks AS (
    -- span counts the traps and returns of a CPU: what happens during a trap has its span. depth counts open traps.
    SELECT
        seq,
        icount,
        cpu,
        kind,
        v2,
        sum(CASE WHEN kind IN (${HYP_TRAP}, ${HYP_RETURN}) THEN 1 ELSE 0 END) OVER turn AS span,
        sum(CASE kind WHEN ${HYP_TRAP} THEN 1 WHEN ${HYP_RETURN} THEN -1 ELSE 0 END) OVER turn AS depth
    FROM log
    WHERE kind IN (
        ${HYP_TRAP}, ${HYP_RETURN}, ${HYPERCALL}, ${MMIO_ACCESS}, ${STAGE2_CHANGE}, ${GUEST_EXIT},
        ${WORLD_SWITCH}, ${VCPU_STATE}, ${VIRTUAL_INTERRUPT}
    )
    WINDOW turn AS (PARTITION BY cpu ORDER BY seq ROWS UNBOUNDED PRECEDING)
),
deeds AS (
    SELECT
        cpu,
        span,
        max(CASE kind
            WHEN ${GUEST_EXIT} THEN 7
            WHEN ${HYPERCALL} THEN 6
            WHEN ${MMIO_ACCESS} THEN 5
            WHEN ${VCPU_STATE} THEN CASE WHEN v2 = ${VCPU_STATE.state.BLOCKED} THEN 4 END
            WHEN ${STAGE2_CHANGE} THEN 3
            WHEN ${WORLD_SWITCH} THEN 2
            WHEN ${VIRTUAL_INTERRUPT} THEN CASE WHEN v2 <= ${VIRTUAL_INTERRUPT.step.INJECTED} THEN 1 END
        END) AS deed
    FROM marks
    WHERE kind NOT IN (${HYP_TRAP}, ${HYP_RETURN})
    GROUP BY cpu, span
),
pairs AS (
    -- The return that ends a trap is the next one at its depth.
    SELECT
        seq,
        cpu,
        span,
        kind,
        CASE WHEN lead(kind) OVER pair = ${HYP_RETURN} THEN lead(icount) OVER pair END AS icount_end
    FROM marks
    WHERE kind IN (${HYP_TRAP}, ${HYP_RETURN})
    WINDOW pair AS (PARTITION BY cpu, CASE kind WHEN ${HYP_TRAP} THEN depth ELSE depth + 1 END ORDER BY seq)
),
hyp AS (
    SELECT
        t.*,
        p.icount_end,
        d.deed,
        CASE WHEN t.reason NOT IN ('IRQ', 'FIQ') THEN t.hsr END AS syndrome,
        t.reason LIKE '_ABT%' AS abort
    FROM ev_hyp_trap AS t
    INNER JOIN pairs AS p ON p.seq = t.seq
    LEFT JOIN deeds AS d ON d.cpu = p.cpu AND d.span = p.span
)
SELECT
    seq,
    icount,
    icount_end,
    icount_end - icount AS dur,
    cpu,
    nullif(vm_id, -1) AS vm_id,
    nullif(vcpu_id, -1) AS vcpu_id,
    'PL2' AS target,
    reason,
    syndrome >> 26 AS ec,
    syndrome AS hsr,
    syndrome & 33554431 AS iss,
    pc,
    ${mode(spsr)} AS mode,
    CASE WHEN abort THEN far END AS far,
    CASE WHEN abort THEN ipa END AS ipa,
    CASE WHEN abort THEN syndrome & 63 END AS fsc,
    CASE WHEN reason LIKE 'DABT%' THEN (syndrome >> 6) & 1 = 1 END AS wnr,
    CASE WHEN abort THEN (syndrome >> 7) & 1 = 1 END AS s1ptw,
    CASE
        WHEN icount_end IS NULL THEN CASE deed WHEN 7 THEN 'vm_stopped' ELSE 'open' END
        ELSE CASE deed
            WHEN 7 THEN 'vm_stopped'
            WHEN 6 THEN 'hypercall'
            WHEN 5 THEN 'mmio'
            WHEN 4 THEN 'wfi_block'
            WHEN 3 THEN 'stage2_map'
            WHEN 2 THEN 'switched'
            WHEN 1 THEN 'injected'
            ELSE 'returned'
        END
    END AS outcome
FROM hyp
UNION ALL
SELECT
    seq,
    icount,
    NULL AS icount_end,
    NULL AS dur,
    cpu,
    nullif(vm_id, -1) AS vm_id,
    nullif(vcpu_id, -1) AS vcpu_id,
    'PL1' AS target,
    kind AS reason,
    NULL AS ec,
    NULL AS hsr,
    CASE WHEN kind IN ('SVC', 'SMC') THEN fsr END AS iss,
    pc,
    ${mode(spsr)} AS mode,
    CASE WHEN kind IN ('IABT', 'DABT') THEN far END AS far,
    NULL AS ipa,
    CASE
        WHEN kind NOT IN ('IABT', 'DABT') THEN NULL
        WHEN (fsr >> 9) & 1 = 1 THEN fsr & 63
        ELSE ((fsr >> 6) & 16) | (fsr & 15)
    END AS fsc,
    CASE WHEN kind = 'DABT' THEN (fsr >> 11) & 1 = 1 END AS wnr,
    NULL AS s1ptw,
    'taken' AS outcome
FROM ev_pl1_exception
ORDER BY seq
