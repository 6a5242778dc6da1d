package trapline.emulator.board;

/** A machine's devices, reachable by physical address; ours or QEMU's. */
interface Bus {
    /** Reads {@code size} bytes, 1, 2 or 4. */
    long read(long pa, int size);

    /** Writes {@code size} bytes. */
    void write(long pa, int size, long value);
}
