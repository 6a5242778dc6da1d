-- macro diff(a, b)
-- What changed between two sessions, given by name or number: exits and other events by kind and reason, with their counts and ticks.
--
-- kind VARCHAR: which event
-- reason VARCHAR: reason of the exit, for HYP_TRAP and PL1_EXCEPTION
-- count_a BIGINT: how many in the first
-- count_b BIGINT: how many in the second
-- count_change BIGINT: difference
-- time_a BIGINT: ticks in Hyp mode in the first
-- time_b BIGINT: ticks in Hyp mode in the second
-- time_change BIGINT: difference
WITH picked AS (
    SELECT
        s.session_id,
        s.name = CAST(a AS VARCHAR) OR CAST(s.session_id AS VARCHAR) = CAST(a AS VARCHAR) AS first,
        s.name = CAST(b AS VARCHAR) OR CAST(s.session_id AS VARCHAR) = CAST(b AS VARCHAR) AS second
    FROM sessions AS s
),
counted AS (
    SELECT e.session_id, e.kind, t.reason, count(*) AS n, sum(t.dur) AS ticks
    FROM events AS e
    LEFT JOIN traps AS t ON t.session_id = e.session_id AND t.seq = e.seq
    GROUP BY ALL
)
SELECT
    c.kind,
    c.reason,
    CAST(coalesce(sum(c.n) FILTER (p.first), 0) AS BIGINT) AS count_a,
    CAST(coalesce(sum(c.n) FILTER (p.second), 0) AS BIGINT) AS count_b,
    CAST(coalesce(sum(c.n) FILTER (p.second), 0) - coalesce(sum(c.n) FILTER (p.first), 0) AS BIGINT) AS count_change,
    CAST(sum(c.ticks) FILTER (p.first) AS BIGINT) AS time_a,
    CAST(sum(c.ticks) FILTER (p.second) AS BIGINT) AS time_b,
    CAST(coalesce(sum(c.ticks) FILTER (p.second), 0) - coalesce(sum(c.ticks) FILTER (p.first), 0) AS BIGINT) AS time_change
FROM counted AS c
INNER JOIN picked AS p ON p.session_id = c.session_id AND (p.first OR p.second)
GROUP BY c.kind, c.reason
ORDER BY abs(count_change) DESC, abs(time_change) DESC, c.kind, c.reason
