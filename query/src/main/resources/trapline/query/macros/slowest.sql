-- macro slowest(session := NULL)
-- Exits to the hypervisor, longest first; add LIMIT.
--
-- session_id INTEGER: session
-- seq BIGINT: position in the log
-- icount BIGINT: tick
-- dur BIGINT: ticks in Hyp mode
-- vm VARCHAR: name of the VM
-- vcpu_id INTEGER: virtual CPU
-- reason VARCHAR: reason of the exit
-- outcome VARCHAR: what the hypervisor did
-- pc BIGINT hex: preferred return address
SELECT t.session_id, t.seq, t.icount, t.dur, v.name AS vm, t.vcpu_id, t.reason, t.outcome, t.pc
FROM traps AS t
LEFT JOIN vms AS v ON v.session_id = t.session_id AND v.vm_id = t.vm_id
WHERE t.dur IS NOT NULL AND (session IS NULL OR t.session_id = session)
ORDER BY t.dur DESC, t.session_id, t.seq
