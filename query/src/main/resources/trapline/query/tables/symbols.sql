-- table symbols
-- Symbols of the guest images (ELF symbol tables, System.map): functions, objects and labels.
--
-- vm_id INTEGER: VM-ID whose image defines it; NULL for the hypervisor's image
-- addr BIGINT hex: virtual address
-- size BIGINT: bytes, 0 when not known
-- name VARCHAR: the symbol
-- file VARCHAR: source file, where the image tells
-- line INTEGER: line in that file, where the image tells
SELECT vm_id, addr, size, name, file, line
FROM loaded_symbols
ORDER BY vm_id, addr, name
