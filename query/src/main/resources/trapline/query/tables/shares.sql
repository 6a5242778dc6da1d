-- table shares
-- Shared pages, one row per share and per mapping of it by a borrower.
--
-- seq BIGINT: position in the log of the offer
-- icount BIGINT: tick of the offer
-- icount_end BIGINT: tick at which the owner took it back; NULL when it did not
-- dur BIGINT: icount_end - icount, ticks
-- share_id INTEGER: share id
-- owner_vm INTEGER: VM-ID of the owner
-- borrower_vm INTEGER: VM-ID that mapped it; before that the one it was offered to, NULL for any
-- ipa_owner BIGINT hex: intermediate physical address at the owner
-- ipa_borrower BIGINT hex: intermediate physical address at the borrower; NULL when never mapped
-- pages INTEGER: pages of 4 KB
-- writable BOOLEAN: the borrower may write
-- icount_shared BIGINT: tick of the offer
-- icount_mapped BIGINT: tick at which the borrower mapped it
-- icount_unmapped BIGINT: tick at which the borrower unmapped it; NULL when it did not
-- icount_reclaimed BIGINT: tick at which the owner took it back; NULL when it did not
-- locks BIGINT: how often its lock was taken, by any VM
WITH offers AS (
    SELECT *, lead(seq) OVER (PARTITION BY share_id ORDER BY seq) AS next_seq
    FROM ev_page_share
    WHERE step = 'SHARED'
),
steps AS (
    SELECT p.*, o.seq AS offer
    FROM ev_page_share AS p
    ASOF INNER JOIN offers AS o ON o.share_id = p.share_id AND p.seq >= o.seq
),
maps AS (
    SELECT
        m.*,
        (
            SELECT min(u.icount)
            FROM steps AS u
            WHERE u.offer = m.offer AND u.step = 'UNMAPPED' AND u.borrower_vm = m.borrower_vm AND u.seq > m.seq
        ) AS icount_unmapped
    FROM steps AS m
    WHERE m.step = 'MAPPED'
),
ends AS (
    SELECT
        offer,
        min(icount) FILTER (step = 'REVOKED') AS icount_reclaimed,
        count(*) FILTER (step = 'LOCKED') AS locks
    FROM steps
    GROUP BY offer
)
SELECT
    o.seq,
    o.icount,
    e.icount_reclaimed AS icount_end,
    e.icount_reclaimed - o.icount AS dur,
    o.share_id,
    o.owner_vm,
    coalesce(m.borrower_vm, nullif(o.borrower_vm, -1)) AS borrower_vm,
    o.ipa AS ipa_owner,
    m.ipa AS ipa_borrower,
    1 AS pages,
    coalesce(m.writable, o.writable) AS writable,
    o.icount AS icount_shared,
    m.icount AS icount_mapped,
    m.icount_unmapped,
    e.icount_reclaimed,
    e.locks
FROM offers AS o
INNER JOIN ends AS e ON e.offer = o.seq
LEFT JOIN maps AS m ON m.offer = o.seq
ORDER BY o.seq, m.seq
