-- table vcpu_states
-- The states a vCPU was in, from tick to tick.
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick at which it entered the state
-- icount_end BIGINT: tick at which it left it, or the end of the session
-- dur BIGINT: icount_end - icount, ticks
-- vm_id INTEGER: VM-ID
-- vcpu_id INTEGER: virtual CPU within the VM
-- state VARCHAR: RUNNING, RUNNABLE, BLOCKED or OFFLINE
WITH steps AS (
    SELECT
        v.*,
        coalesce(lead(v.icount) OVER (PARTITION BY v.of_vm, v.of_vcpu ORDER BY v.seq), s.last_icount) AS icount_end
    FROM ev_vcpu_state AS v
    CROSS JOIN sessions AS s
)
SELECT seq, icount, icount_end, icount_end - icount AS dur, of_vm AS vm_id, of_vcpu AS vcpu_id, state
FROM steps
ORDER BY seq
