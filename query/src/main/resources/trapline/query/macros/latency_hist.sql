-- macro latency_hist(cause := NULL, session := NULL)
-- How long exits to the hypervisor took, in powers of two, of one reason or of all.
--
-- at_least BIGINT: so many ticks or more, and less than twice as many
-- samples BIGINT: exits
-- cumulative_pct DOUBLE: share of exits that took less than twice as many ticks, percent
-- chart VARCHAR: the share as a bar
WITH exits AS (
    SELECT CASE WHEN t.dur < 1 THEN 0 ELSE CAST(2 ** floor(log2(t.dur)) AS BIGINT) END AS slot
    FROM traps AS t
    WHERE t.dur IS NOT NULL
        AND (cause IS NULL OR t.reason = cause)
        AND (session IS NULL OR t.session_id = session)
)
SELECT
    e.slot AS at_least,
    count(*) AS samples,
    round(100.0 * sum(count(*)) OVER (ORDER BY e.slot) / sum(count(*)) OVER (), 2) AS cumulative_pct,
    bar(count(*), 0, max(count(*)) OVER (), 40) AS chart
FROM exits AS e
GROUP BY e.slot
ORDER BY e.slot
