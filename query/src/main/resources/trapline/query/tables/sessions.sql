-- table sessions
-- The sessions that are open, one row each.
--
-- name VARCHAR: name of the session: its directory's
-- path VARCHAR: its directory
-- machine VARCHAR: what was recorded: the configuration in short
-- first_icount BIGINT: tick of the start
-- last_icount BIGINT: tick of the end, or of the last event that could be read
-- event_count BIGINT: events in the log
-- state_hash VARCHAR: hash of the machine's final state; NULL when the session did not end properly
SELECT name, path, machine, first_icount, last_icount, event_count, state_hash
FROM loaded_session
