-- table symbols
-- Symbols of the guest images: functions, objects and labels of ELF symbol tables and of System.map, and those that a Linux kernel for 32-bit ARM carries with it (kallsyms), raw or in a zImage.
--
-- vm_id INTEGER: VM-ID whose image defines it; NULL for the hypervisor's image
-- addr BIGINT hex: virtual address
-- size BIGINT: bytes, those up to the next symbol for kallsyms; 0 when not known
-- name VARCHAR: the symbol
-- file VARCHAR: source file, where the image tells
-- line INTEGER: line in that file, where the image tells
SELECT vm_id, addr, size, name, file, line
FROM loaded_symbols
ORDER BY vm_id, addr, name
