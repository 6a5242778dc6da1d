-- table vcpus
-- The virtual CPUs of the VMs; in a native session the CPUs.
--
-- vm_id INTEGER: VM-ID
-- vcpu_id INTEGER: virtual CPU within the VM
-- mpidr BIGINT hex: Multiprocessor Affinity Register as the guest reads it
-- cpu INTEGER: physical CPU it runs on, or on which most of its events happened
WITH seen AS (
    SELECT vm AS vm_id, vcpu AS vcpu_id, mode(cpu) AS cpu
    FROM log
    WHERE vm >= 0 AND vcpu >= 0
    GROUP BY vm, vcpu
)
SELECT
    coalesce(l.vm_id, s.vm_id) AS vm_id,
    coalesce(l.vcpu_id, s.vcpu_id) AS vcpu_id,
    coalesce(l.mpidr, 2147483648 | s.vcpu_id) AS mpidr,
    coalesce(l.cpu, s.cpu) AS cpu
FROM loaded_vcpus AS l
FULL JOIN seen AS s ON s.vm_id = l.vm_id AND s.vcpu_id = l.vcpu_id
ORDER BY 1, 2
