-- table tlb_misses
-- Translations that the TLB did not hold, and the walks they cost.
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick
-- cpu INTEGER: physical CPU
-- vm_id INTEGER: VM-ID, NULL for the hypervisor's own
-- vcpu_id INTEGER: virtual CPU within the VM
-- pc BIGINT hex: the instruction
-- access VARCHAR: what the access was: FETCH, READ, WRITE, MAINTENANCE
-- vmid INTEGER: hardware VMID in force; NULL outside the Non-secure PL1&0 regime
-- asid INTEGER: ASID in force; NULL for a global entry or the Hyp regime
-- va BIGINT hex: virtual address
-- ipa BIGINT hex: intermediate physical address
-- pa BIGINT hex: physical address; NULL when the walk faulted
-- s1_reads INTEGER: stage-1 descriptors read
-- s2_reads INTEGER: stage-2 descriptors read
-- page_size BIGINT: size of the page or block filled in, bytes; NULL when the walk faulted
-- evicted_va BIGINT hex: virtual address of the entry that made room; NULL when none
-- evicted_vmid INTEGER: VMID of that entry; NULL when none or untagged
SELECT
    seq,
    icount,
    cpu,
    nullif(vm_id, -1) AS vm_id,
    nullif(vcpu_id, -1) AS vcpu_id,
    pc,
    access,
    nullif(vmid, -1) AS vmid,
    nullif(asid, -1) AS asid,
    va,
    ipa,
    nullif(pa, -1) AS pa,
    s1_reads,
    s2_reads,
    nullif(page_size, 0) AS page_size,
    nullif(evicted_va, -1) AS evicted_va,
    nullif(evicted_vmid, -1) AS evicted_vmid
FROM ev_tlb_miss
ORDER BY seq
