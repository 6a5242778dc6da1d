-- macro timeline(bucket := 1000000, session := NULL)
-- Exits, hypercalls, interrupts, misses and messages in buckets of ticks.
--
-- session_id INTEGER: session
-- icount BIGINT: first tick of the bucket
-- events BIGINT: events of all kinds
-- traps BIGINT: exits to the hypervisor
-- hypercalls BIGINT: hypercalls
-- virqs BIGINT: virtual interrupts acknowledged
-- tlb_misses BIGINT: TLB misses
-- messages BIGINT: messages sent
SELECT
    e.session_id,
    e.icount // bucket * bucket AS icount,
    count(*) AS events,
    count(*) FILTER (e.kind = 'HYP_TRAP') AS traps,
    count(*) FILTER (e.kind = 'HYPERCALL') AS hypercalls,
    CAST(coalesce(any_value(i.acked), 0) AS BIGINT) AS virqs,
    count(*) FILTER (e.kind = 'TLB_MISS') AS tlb_misses,
    count(*) FILTER (e.kind = 'MESSAGE_SENT') AS messages
FROM events AS e
LEFT JOIN (
    SELECT q.session_id, q.icount_acked // bucket AS slot, count(*) AS acked
    FROM virqs AS q
    WHERE q.icount_acked IS NOT NULL
    GROUP BY 1, 2
) AS i ON i.session_id = e.session_id AND i.slot = e.icount // bucket
WHERE session IS NULL OR e.session_id = session
GROUP BY 1, 2
ORDER BY 1, 2
