package trapline.emulator.virtio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import trapline.emulator.memory.DmaPort;

/** Little-endian fields in the driver's memory. An access that is refused is a {@link BrokenRing}. */
final class Rings {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final DmaPort dma;
    private final byte[] field = new byte[16];

    Rings(DmaPort dma) {
        this.dma = dma;
    }

    void read(long address, byte[] target, int offset, int length) {
        if (!dma.read(address, target, offset, length)) {
            throw new BrokenRing("cannot read %d bytes at 0x%x".formatted(length, address));
        }
    }

    void write(long address, byte[] source, int offset, int length) {
        if (!dma.write(address, source, offset, length)) {
            throw new BrokenRing("cannot write %d bytes at 0x%x".formatted(length, address));
        }
    }

    int load16(long address) {
        read(address, field, 0, 2);
        return int16(field, 0);
    }

    void store16(long address, int value) {
        SHORT.set(field, 0, (short) value);
        write(address, field, 0, 2);
    }

    /** Stores two words in a row at once. */
    void store32(long address, int first, int second) {
        putInt32(field, 0, first);
        putInt32(field, 4, second);
        write(address, field, 0, 8);
    }

    static int int16(byte[] from, int offset) {
        return (short) SHORT.get(from, offset) & 0xFFFF;
    }

    static int int32(byte[] from, int offset) {
        return (int) INT.get(from, offset);
    }

    static long int64(byte[] from, int offset) {
        return (long) LONG.get(from, offset);
    }

    static void putInt16(byte[] to, int offset, int value) {
        SHORT.set(to, offset, (short) value);
    }

    static void putInt32(byte[] to, int offset, int value) {
        INT.set(to, offset, value);
    }

    static void putInt64(byte[] to, int offset, long value) {
        LONG.set(to, offset, value);
    }
}
