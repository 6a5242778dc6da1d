-- table tlb_ops
-- TLB maintenance operations, by guests and by the hypervisor.
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick
-- cpu INTEGER: physical CPU that executed it
-- vm_id INTEGER: VM-ID, NULL for the hypervisor's own
-- vcpu_id INTEGER: virtual CPU within the VM
-- op VARCHAR: the operation, named as in ARM DDI 0406C B4.2.2
-- from_hyp BOOLEAN: executed in Hyp mode
-- vmid INTEGER: hardware VMID it applies to; NULL for all or none
-- asid INTEGER: ASID it applies to; NULL for all
-- va BIGINT hex: virtual address operand, 0 for whole-TLB operations
-- entries_dropped INTEGER: entries that left the TLB, on all CPUs it reached
-- pc BIGINT hex: the instruction
SELECT
    seq,
    icount,
    cpu,
    nullif(vm_id, -1) AS vm_id,
    nullif(vcpu_id, -1) AS vcpu_id,
    op,
    from_hyp,
    nullif(vmid, -1) AS vmid,
    nullif(asid, -1) AS asid,
    va,
    dropped AS entries_dropped,
    pc
FROM ev_tlb_maintenance
ORDER BY seq
