-- table world_switches
-- Changes of a CPU from one VM to another, or to and from idling.
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick at which it began
-- icount_end BIGINT: tick at which it was done
-- dur BIGINT: icount_end - icount, ticks
-- cpu INTEGER: physical CPU
-- from_vm INTEGER: VM-ID left; NULL for idle
-- from_vcpu INTEGER: virtual CPU left
-- to_vm INTEGER: VM-ID entered; NULL for idle
-- to_vcpu INTEGER: virtual CPU entered
-- reason VARCHAR: why: START, BLOCK, SLICE, PREEMPT, YIELD, STOP, WAKE
SELECT
    seq,
    began AS icount,
    icount AS icount_end,
    icount - began AS dur,
    cpu,
    nullif(from_vm, -1) AS from_vm,
    nullif(from_vcpu, -1) AS from_vcpu,
    nullif(to_vm, -1) AS to_vm,
    nullif(to_vcpu, -1) AS to_vcpu,
    reason
FROM ev_world_switch
ORDER BY seq
