package trapline.emulator.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSegment;

/**
 * What an ELF executable asks to be loaded.
 *
 * @param entry physical address of the first instruction; bit 0 set for T32
 * @param segments in the order of the program headers
 */
public record ElfImage(int entry, List<Segment> segments) {

    /**
     * A part of memory.
     *
     * @param pa physical address
     * @param bytes contents from the file
     * @param size bytes in memory; what the file has no contents for is zero
     */
    public record Segment(long pa, byte[] bytes, long size) {}

    private static final int PROGRAM_HEADER_SIZE = 32;
    /** The flag of a segment that holds code, {@code PF_X}. */
    private static final int EXECUTABLE = 1;

    /** Reads an executable for 32-bit little-endian ARM. */
    public static ElfImage parse(String name, byte[] contents) {
        ElfFile elf = open(name, contents);
        if (elf.ei_class != ElfFile.CLASS_32 || elf.e_machine != ElfFile.ARCH_ARM) {
            throw new ImageException(name, "an ELF file for another processor; a 32-bit ARM executable is needed");
        }
        if (elf.ei_data != ElfFile.DATA_LSB) {
            throw new ImageException(name, "a big-endian ELF file; a little-endian executable is needed");
        }
        if (elf.e_type != ElfFile.ET_EXEC && elf.e_type != ElfFile.ET_DYN) {
            throw new ImageException(
                    name, "an ELF file that is no executable (type " + elf.e_type + "); link it first");
        }
        List<Segment> segments = segments(name, contents, elf);
        if (segments.isEmpty()) {
            throw new ImageException(name, "an ELF file without anything to load");
        }
        return new ElfImage(entry(name, elf), segments);
    }

    /** The entry point is a virtual address when it lies in code whose physical address is another; QEMU has it so too. */
    private static int entry(String name, ElfFile elf) {
        long entry = elf.e_entry & 0xFFFF_FFFFL;
        for (int i = 0; i < elf.e_phnum; i++) {
            ElfSegment header = header(name, elf, i);
            long offset = entry - (header.p_vaddr & 0xFFFF_FFFFL);
            boolean code = header.p_type == ElfSegment.PT_LOAD && (header.p_flags & EXECUTABLE) != 0;
            if (code && offset >= 0 && offset < (header.p_filesz & 0xFFFF_FFFFL)) {
                return (int) (header.p_paddr + offset);
            }
        }
        return (int) entry;
    }

    /** The library trusts the file, so that what it throws over a broken one is of many kinds. */
    private static ElfFile open(String name, byte[] contents) {
        try {
            return ElfFile.from(contents);
        } catch (RuntimeException e) {
            throw new ImageException(name, "a damaged ELF file: " + e.getMessage());
        }
    }

    private static List<Segment> segments(String name, byte[] contents, ElfFile elf) {
        long tableEnd = elf.e_phoff + (long) elf.e_phnum * PROGRAM_HEADER_SIZE;
        if (elf.e_phnum < 0 || elf.e_phoff < 0 || tableEnd > contents.length) {
            throw new ImageException(name, "a damaged ELF file: its program headers lie behind its end");
        }
        List<Segment> segments = new ArrayList<>();
        long held = 0;
        for (int i = 0; i < elf.e_phnum; i++) {
            ElfSegment header = header(name, elf, i);
            if (header.p_type == ElfSegment.PT_LOAD && header.p_memsz != 0) {
                segments.add(segment(name, contents, header, i));
                held += header.p_filesz & 0xFFFF_FFFFL;
                if (held > contents.length) {
                    throw new ImageException(name, "a damaged ELF file: its segments hold more than the file has");
                }
            }
        }
        return segments;
    }

    private static ElfSegment header(String name, ElfFile elf, int index) {
        try {
            return elf.getProgramHeader(index);
        } catch (RuntimeException e) {
            throw new ImageException(name, "a damaged ELF file: program header " + index + ": " + e.getMessage());
        }
    }

    private static Segment segment(String name, byte[] contents, ElfSegment header, int index) {
        long offset = header.p_offset & 0xFFFF_FFFFL;
        long fileSize = header.p_filesz & 0xFFFF_FFFFL;
        long memorySize = header.p_memsz & 0xFFFF_FFFFL;
        if (offset + fileSize > contents.length || fileSize > memorySize) {
            throw new ImageException(
                    name, "a damaged ELF file: segment %d of 0x%x bytes at 0x%x".formatted(index, fileSize, offset));
        }
        byte[] bytes = Arrays.copyOfRange(contents, (int) offset, (int) (offset + fileSize));
        return new Segment(header.p_paddr & 0xFFFF_FFFFL, bytes, memorySize);
    }

    /** First address behind the last segment. */
    public long end() {
        return segments.stream()
                .mapToLong(segment -> segment.pa() + segment.size())
                .max()
                .orElse(0);
    }
}
