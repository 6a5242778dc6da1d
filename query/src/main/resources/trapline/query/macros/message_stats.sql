-- macro message_stats(session := NULL)
-- Messages by sender, receiver and channel: how many, how many lost, how long they took.
--
-- src VARCHAR: name of the sending VM
-- dst VARCHAR: name of the receiving VM
-- channel VARCHAR: REGISTER or BUFFER
-- sent BIGINT: messages queued
-- received BIGINT: of those, taken
-- pending BIGINT: of those, never taken
-- bytes BIGINT: payload of all sent, bytes
-- min_time BIGINT: shortest from queueing to receipt, ticks
-- p50_time DOUBLE: median, ticks
-- p99_time DOUBLE: 99th percentile, ticks
-- max_time BIGINT: longest, ticks
-- avg_time DOUBLE: mean, ticks
SELECT
    coalesce(a.name, 'vm' || m.src_vm) AS src,
    coalesce(b.name, 'vm' || m.dst_vm) AS dst,
    m.channel,
    count(*) AS sent,
    count(m.icount_received) AS received,
    count(*) - count(m.icount_received) AS pending,
    CAST(sum(m.bytes) AS BIGINT) AS bytes,
    min(m.dur) AS min_time,
    round(quantile_cont(m.dur, 0.5), 2) AS p50_time,
    round(quantile_cont(m.dur, 0.99), 2) AS p99_time,
    max(m.dur) AS max_time,
    round(avg(m.dur), 2) AS avg_time
FROM messages AS m
LEFT JOIN vms AS a ON a.session_id = m.session_id AND a.vm_id = m.src_vm
LEFT JOIN vms AS b ON b.session_id = m.session_id AND b.vm_id = m.dst_vm
WHERE session IS NULL OR m.session_id = session
GROUP BY coalesce(a.name, 'vm' || m.src_vm), coalesce(b.name, 'vm' || m.dst_vm), m.channel
ORDER BY sent DESC, 1, 2, 3
