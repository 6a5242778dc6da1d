-- macro refills(win := 5000, session := NULL)
-- TLB maintenance by operation: the entries it dropped, and the misses within win ticks after it on the same CPU that refilled translations (over-broad invalidation shows as many).
--
-- op VARCHAR: the operation
-- from_hyp BOOLEAN: executed in Hyp mode
-- samples BIGINT: how many
-- entries_dropped BIGINT: entries that left the TLB
-- misses_after BIGINT: misses within win ticks after one of them; each miss counts for the last operation before it
-- reads_after BIGINT: descriptors those misses read
WITH missed AS (
    SELECT
        o.session_id,
        o.seq,
        count(*) AS misses,
        sum(m.s1_reads + m.s2_reads) AS reads
    FROM tlb_misses AS m
    ASOF INNER JOIN tlb_ops AS o ON o.session_id = m.session_id AND o.cpu = m.cpu AND m.seq >= o.seq
    WHERE m.icount - o.icount <= win
    GROUP BY o.session_id, o.seq
)
SELECT
    o.op,
    o.from_hyp,
    count(*) AS samples,
    CAST(sum(o.entries_dropped) AS BIGINT) AS entries_dropped,
    CAST(coalesce(sum(m.misses), 0) AS BIGINT) AS misses_after,
    CAST(coalesce(sum(m.reads), 0) AS BIGINT) AS reads_after
FROM tlb_ops AS o
LEFT JOIN missed AS m ON m.session_id = o.session_id AND m.seq = o.seq
WHERE session IS NULL OR o.session_id = session
GROUP BY o.op, o.from_hyp
ORDER BY misses_after DESC, o.op, o.from_hyp
