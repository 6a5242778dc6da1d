package trapline.emulator.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Loads and stores at host addresses, little-endian, at any alignment. The addresses come from {@link PhysicalMap}, which
 * answers for them; nothing here checks.
 *
 * <p>Host addresses count from the start of one constant segment, which consists of {@link HostWindow}s. HotSpot sees that what
 * {@link #address} makes is within it, so that an access compiles to a plain machine instruction.
 */
public final class HostMemory {
    /** How many windows there are, a power of two. */
    static final int WINDOWS = 128;
    /** Bytes of a window. */
    static final long WINDOW = 1L << 32;

    /** Longer by what an unaligned access at the end of the last window may touch. */
    private static final MemorySegment ALL = HostPages.reserve(WINDOWS * WINDOW + 4096);

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private HostMemory() {}

    /** Host address of a place in a window, both of which are taken modulo what there is. */
    public static long address(int window, int place) {
        return ((long) (window & WINDOWS - 1) << 32) + Integer.toUnsignedLong(place);
    }

    /** What the host itself calls a host address, for its own instructions. */
    public static long nativeAddress(long address) {
        return ALL.address() + address;
    }

    /** A range of host addresses. */
    static MemorySegment part(long address, long size) {
        return ALL.asSlice(address, size);
    }

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

    /** Stores zeros. */
    static void clear(long address, long size) {
        part(address, size).fill((byte) 0);
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
