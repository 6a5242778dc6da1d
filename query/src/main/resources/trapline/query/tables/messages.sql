-- table messages
-- Messages between VMs, each with its sending and its receipt.
--
-- seq BIGINT: position in the log of the sending
-- icount BIGINT: tick at which it was queued
-- icount_end BIGINT: tick at which it was taken; NULL when it never was
-- dur BIGINT: icount_end - icount, ticks
-- message_id BIGINT: number of the message within the session, from 0
-- src_vm INTEGER: VM-ID of the sender
-- dst_vm INTEGER: VM-ID of the receiver
-- channel VARCHAR: REGISTER or BUFFER
-- bytes INTEGER: payload, bytes
-- icount_sent BIGINT: tick at which it was queued
-- icount_received BIGINT: tick at which it was taken; NULL when it never was
-- seq_received BIGINT: position in the log of its receipt
SELECT
    s.seq,
    s.icount,
    r.icount AS icount_end,
    r.icount - s.icount AS dur,
    s.message AS message_id,
    s.src_vm,
    s.dst_vm,
    s.channel,
    s.bytes,
    s.icount AS icount_sent,
    r.icount AS icount_received,
    r.seq AS seq_received
FROM ev_message_sent AS s
LEFT JOIN ev_message_received AS r ON r.message = s.message
ORDER BY s.seq
