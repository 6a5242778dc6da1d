-- function hx(x)
-- A number in hexadecimal, as the tools print addresses; NULL for NULL.
CASE WHEN x < 0 THEN CAST(x AS VARCHAR) ELSE printf('0x%08x', CAST(x AS BIGINT)) END
