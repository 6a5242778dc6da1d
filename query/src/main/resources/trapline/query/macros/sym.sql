-- function sym(label, vm := NULL)
-- The address of a guest's symbol, for use where an address is expected: WHERE pc = sym('main'). An error when there is no such symbol, or several at different addresses; then give the VM (its name or VM-ID) too.
(
    SELECT
        CASE
            WHEN count(*) = 0 THEN error('no symbol ''' || label || ''' in the images of the open sessions')
            WHEN min(s.addr) <> max(s.addr)
                THEN error('symbol ''' || label || ''' has several addresses: add vm := ''NAME''')
            ELSE min(s.addr)
        END
    FROM symbols AS s
    LEFT JOIN vms AS v ON v.session_id = s.session_id AND v.vm_id = s.vm_id
    WHERE s.name = label
        AND (vm IS NULL OR v.name = CAST(vm AS VARCHAR) OR CAST(s.vm_id AS VARCHAR) = CAST(vm AS VARCHAR))
)
