-- table mmio
-- Accesses by VMs to devices that the hypervisor emulates.
--
-- seq BIGINT: position in the log
-- icount BIGINT: tick at which the access entered Hyp mode
-- icount_end BIGINT: tick at which it was emulated
-- dur BIGINT: icount_end - icount, ticks
-- cpu INTEGER: physical CPU
-- vm_id INTEGER: VM-ID
-- vcpu_id INTEGER: virtual CPU within the VM
-- pc BIGINT hex: the load or store
-- device VARCHAR: the device
-- reg VARCHAR: its register, by the manual's name; the offset where it has none
-- ipa BIGINT hex: intermediate physical address
-- reg_offset BIGINT hex: offset within the device, bytes
-- size INTEGER: access size, bytes
-- is_write BOOLEAN: a store
-- value BIGINT hex: value stored or loaded
-- decoded BOOLEAN: the instruction had to be decoded because HSR.ISV was 0
-- trap_seq BIGINT: the trap it came by, a row of traps
WITH named AS (
    SELECT m.*, r.name, r.last, r.step, m."offset" - r.first AS within
    FROM ev_mmio_access AS m
    ASOF LEFT JOIN device_registers AS r ON r.device = m.device AND m."offset" >= r.first
)
SELECT
    m.seq,
    m.entered AS icount,
    m.icount AS icount_end,
    m.icount - m.entered AS dur,
    m.cpu,
    nullif(m.vm_id, -1) AS vm_id,
    nullif(m.vcpu_id, -1) AS vcpu_id,
    m.pc,
    m.device,
    CASE
        WHEN m.name IS NULL OR m."offset" > m.last THEN printf('+0x%03x', m."offset")
        WHEN m.step > 0 THEN m.name || (m.within // m.step)
        ELSE m.name
    END AS reg,
    m.ipa,
    m."offset" AS reg_offset,
    m.size,
    m.write AS is_write,
    m.value,
    m.decoded,
    t.seq AS trap_seq
FROM named AS m
ASOF LEFT JOIN (SELECT seq, cpu FROM log WHERE kind = ${HYP_TRAP}) AS t ON t.cpu = m.cpu AND m.seq > t.seq
ORDER BY m.seq
