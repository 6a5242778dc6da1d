-- macro around(event, n := 5, session := 0)
-- The n events before an event, itself, and the n after it.
--
-- seq BIGINT: position in the log
-- distance BIGINT: places from the event asked for
-- icount BIGINT: tick
-- cpu INTEGER: physical CPU
-- vm_id INTEGER: VM-ID
-- vcpu_id INTEGER: virtual CPU
-- kind VARCHAR: which event
-- pc BIGINT hex: the instruction
-- detail VARCHAR: its fields
SELECT e.seq, e.seq - CAST(event AS BIGINT) AS distance, e.icount, e.cpu, e.vm_id, e.vcpu_id, e.kind, e.pc, e.detail
FROM events AS e
WHERE e.session_id = session AND e.seq BETWEEN CAST(event AS BIGINT) - n AND CAST(event AS BIGINT) + n
ORDER BY e.seq
