-- macro mmio_stats(vm := NULL, session := NULL)
-- The emulated registers that are used, hottest first.
--
-- vm VARCHAR: name of the VM
-- device VARCHAR: the device
-- reg VARCHAR: the register
-- reads BIGINT: loads
-- writes BIGINT: stores
-- decoded BIGINT: accesses whose instruction had to be decoded
-- avg_time DOUBLE: mean, ticks
-- total_time BIGINT: all ticks spent emulating it
SELECT
    coalesce(v.name, 'vm' || m.vm_id) AS vm,
    m.device,
    m.reg,
    count(*) FILTER (NOT m.is_write) AS reads,
    count(*) FILTER (m.is_write) AS writes,
    count(*) FILTER (m.decoded) AS decoded,
    round(avg(m.dur), 2) AS avg_time,
    CAST(sum(m.dur) AS BIGINT) AS total_time
FROM mmio AS m
LEFT JOIN vms AS v ON v.session_id = m.session_id AND v.vm_id = m.vm_id
WHERE (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(m.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
    AND (session IS NULL OR m.session_id = session)
GROUP BY coalesce(v.name, 'vm' || m.vm_id), m.device, m.reg
ORDER BY total_time DESC, 1, 2, 3
