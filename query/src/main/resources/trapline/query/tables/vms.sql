-- table vms
-- The VMs of a session; a native session is VM 0.
--
-- vm_id INTEGER: VM-ID: who it is
-- name VARCHAR: its name in the scenario
-- vmid INTEGER: hardware VMID: the tag of its TLB entries: the last seen, else as configured
-- ipa_size INTEGER: bits of its intermediate physical addresses; NULL without stage 2
WITH seen AS (
    SELECT vm AS vm_id, max_by(v4, seq) FILTER (kind = ${TLB_MISS} AND v4 >= 0) AS vmid
    FROM log
    WHERE vm >= 0
    GROUP BY vm
)
SELECT
    coalesce(l.vm_id, s.vm_id) AS vm_id,
    coalesce(l.name, 'vm' || s.vm_id) AS name,
    coalesce(s.vmid, l.vmid) AS vmid,
    l.ipa_size
FROM loaded_vms AS l
FULL JOIN seen AS s ON s.vm_id = l.vm_id
ORDER BY 1
