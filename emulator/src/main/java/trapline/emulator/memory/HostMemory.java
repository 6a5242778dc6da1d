package trapline.emulator.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Loads and stores at host addresses, little-endian, at any alignment. The addresses come from {@link PhysicalMap}, which
 * answers for them; nothing here checks.
 *
 * <p>One constant segment over the whole address space, so that an access compiles to a plain machine instruction.
 */
public final class HostMemory {
    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private HostMemory() {}

    /** A byte, zero-extended. */
    public static int load8(long address) {
        return ALL.get(BYTE, address) & 0xFF;
    }

    /** A halfword, zero-extended. */
    public static int load16(long address) {
        return ALL.get(SHORT, address) & 0xFFFF;
    }

    /** A word. */
    public static int load32(long address) {
        return ALL.get(INT, address);
    }

    /** A doubleword. */
    public static long load64(long address) {
        return ALL.get(LONG, address);
    }

    /** Stores the low byte. */
    public static void store8(long address, int value) {
        ALL.set(BYTE, address, (byte) value);
    }

    /** Stores the low halfword. */
    public static void store16(long address, int value) {
        ALL.set(SHORT, address, (short) value);
    }

    /** Stores a word. */
    public static void store32(long address, int value) {
        ALL.set(INT, address, value);
    }

    /** Stores a doubleword. */
    public static void store64(long address, long value) {
        ALL.set(LONG, address, value);
    }

    /** Loads 1, 2, 4 or 8 bytes, zero-extended. */
    public static long load(long address, int size) {
        return switch (size) {
            case 1 -> load8(address);
            case 2 -> load16(address);
            case 4 -> Integer.toUnsignedLong(load32(address));
            case 8 -> load64(address);
            default -> throw new IllegalStateException("access of " + size + " bytes");
        };
    }

    /** Stores the low 1, 2, 4 or 8 bytes. */
    public static void store(long address, int size, long value) {
        switch (size) {
            case 1 -> store8(address, (int) value);
            case 2 -> store16(address, (int) value);
            case 4 -> store32(address, (int) value);
            case 8 -> store64(address, value);
            default -> throw new IllegalStateException("access of " + size + " bytes");
        }
    }

    /** Copies bytes from the host's memory into an array. */
    static void copyOut(long address, byte[] target, int offset, int length) {
        MemorySegment.copy(ALL, address, MemorySegment.ofArray(target), offset, length);
    }

    /** Copies bytes of an array into the host's memory. */
    static void copyIn(long address, byte[] source, int offset, int length) {
        MemorySegment.copy(MemorySegment.ofArray(source), offset, ALL, address, length);
    }
}
