package trapline.emulator.memory;

/**
 * The physical address space (40 bits): RAM, devices, and holes. Addresses are {@code long}. Word order is
 * little-endian.
 */
public interface PhysicalMemory {
    /** Whether all of the range is RAM (or flash in read-array mode that can be executed and read directly). */
    boolean isRam(long pa, long size);

    /** Host address of a RAM page, for the look-aside; the page must be RAM. */
    long hostAddress(long pa);

    /** Reads 1, 2, 4 or 8 bytes, naturally aligned, from RAM or a device; {@link ExternalAbort} when nothing is there. */
    long read(long pa, int size, MmioContext access);

    /** Writes likewise. Tells {@link CodeWatch} when the page holds translated code. */
    void write(long pa, int size, long value, MmioContext access);

    /** Copies bytes out of RAM; the range must be RAM. */
    void readRam(long pa, byte[] target, int offset, int length);

    /** Copies bytes into RAM. */
    void writeRam(long pa, byte[] source, int offset, int length);

    /** Marks a page as holding translated code: stores to it go the slow way and tell the watch. */
    void markCode(long pa);

    /**
     * Marks a range within one page as holding translated code: stores to other parts of the page, lines of 64 bytes,
     * leave the translations alone.
     */
    void markCode(long pa, int bytes);

    /** Whether stores to the page must go the slow way. */
    boolean isCode(long pa);

    /** A 64-bit digest of all RAM contents; the same for the same contents, whatever the history. */
    long digest();
}
