-- function symbolize(session, vm, address)
-- The symbol at or below an address of a VM (of the hypervisor's image when vm is NULL), with the distance to it: main+0x10. NULL when there is none.
(
    SELECT s.name || CASE WHEN s.addr = address THEN '' ELSE printf('+0x%x', address - s.addr) END
    FROM symbols AS s
    WHERE s.session_id = session
        AND s.vm_id IS NOT DISTINCT FROM vm
        AND s.addr <= address
        AND (s.size = 0 OR address < s.addr + s.size)
    ORDER BY s.addr DESC, s.size DESC, s.name
    LIMIT 1
)
