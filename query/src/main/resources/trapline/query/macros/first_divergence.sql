-- macro first_divergence(a, b)
-- The first position at which the logs of two sessions, given by name or number, differ; no row when they are equal.
--
-- seq BIGINT: position in both logs
-- what VARCHAR: what differs: icount, kind, place or detail; end when one log is shorter
-- icount_a BIGINT: tick in the first
-- icount_b BIGINT: tick in the second
-- kind_a VARCHAR: event in the first
-- kind_b VARCHAR: event in the second
-- detail_a VARCHAR: its fields
-- detail_b VARCHAR: its fields
WITH one AS (
    SELECT e.*
    FROM events AS e
    INNER JOIN sessions AS s ON s.session_id = e.session_id
    WHERE s.name = CAST(a AS VARCHAR) OR CAST(s.session_id AS VARCHAR) = CAST(a AS VARCHAR)
),
other AS (
    SELECT e.*
    FROM events AS e
    INNER JOIN sessions AS s ON s.session_id = e.session_id
    WHERE s.name = CAST(b AS VARCHAR) OR CAST(s.session_id AS VARCHAR) = CAST(b AS VARCHAR)
)
SELECT
    coalesce(x.seq, y.seq) AS seq,
    CASE
        WHEN x.seq IS NULL OR y.seq IS NULL THEN 'end'
        WHEN x.kind <> y.kind THEN 'kind'
        WHEN x.icount <> y.icount THEN 'icount'
        WHEN x.detail IS DISTINCT FROM y.detail THEN 'detail'
        ELSE 'place'
    END AS what,
    x.icount AS icount_a,
    y.icount AS icount_b,
    x.kind AS kind_a,
    y.kind AS kind_b,
    x.detail AS detail_a,
    y.detail AS detail_b
FROM one AS x
FULL JOIN other AS y ON y.seq = x.seq
WHERE x.seq IS NULL
    OR y.seq IS NULL
    OR x.icount <> y.icount
    OR x.kind <> y.kind
    OR x.detail IS DISTINCT FROM y.detail
    OR (x.cpu, x.pc) IS DISTINCT FROM (y.cpu, y.pc)
    OR (x.vm_id, x.vcpu_id) IS DISTINCT FROM (y.vm_id, y.vcpu_id)
ORDER BY 1
LIMIT 1
