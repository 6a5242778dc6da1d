package trapline.emulator.board;

/** A machine's devices, reachable by physical address; ours or QEMU's. */
public interface Bus {
    /** Reads {@code size} bytes, 1, 2 or 4. */
    long read(long pa, int size);

    /** Writes {@code size} bytes. */
    void write(long pa, int size, long value);

    /** Reads bytes of RAM. */
    default byte[] load(long pa, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) read(pa + i, 1);
        }
        return bytes;
    }

    /** Writes bytes of RAM. */
    default void store(long pa, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            write(pa + i, 1, bytes[i] & 0xFF);
        }
    }
}
