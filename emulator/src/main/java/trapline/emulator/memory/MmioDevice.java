package trapline.emulator.memory;

/**
 * A device in physical memory. It knows offsets, never its base. Accesses arrive at the exact tick, one at a time,
 * naturally aligned, little-endian.
 */
public interface MmioDevice {
    /** Bytes of the widest access; a doubleword arrives as two words, the lower one first. */
    int WIDEST = 4;

    /** Short name for messages, such as {@code pl011}. */
    String name();

    /** Bytes of address space it answers to. */
    long size();

    /**
     * Reads; the low {@code size} bytes of the result count.
     *
     * @param offset bytes from the device's base
     * @param size 1, 2 or 4 bytes
     * @param access who asks
     */
    long read(long offset, int size, MmioContext access);

    /** Writes the low {@code size} bytes of {@code value}. */
    void write(long offset, int size, long value, MmioContext access);
}
