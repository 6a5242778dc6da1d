package trapline.emulator.memory;

import java.util.Optional;

/** Memory for instructions of the host. Addresses are the host's own. */
public final class CodeMemory {
    private static final int JUMP = 0xE9;

    private final long start;
    private final long size;

    private CodeMemory(long start, long size) {
        this.start = start;
        this.size = size;
    }

    /** A part of a window, zeroed; nothing when the host lets nobody execute what he has written. */
    public static Optional<CodeMemory> open(HostWindow window, long size) {
        try {
            return Optional.of(new CodeMemory(window.allocateCode(size), size));
        } catch (HostMemoryException refused) {
            return Optional.empty();
        }
    }

    /** Its first address. */
    public long start() {
        return HostMemory.nativeAddress(start);
    }

    /** The address behind it. */
    public long end() {
        return start() + size;
    }

    private long place(long address) {
        return address - HostMemory.nativeAddress(0);
    }

    /** Writes four bytes. */
    public void write4(long address, int value) {
        HostMemory.store32(place(address), value);
    }

    /** Writes eight bytes. */
    public void write8(long address, long value) {
        HostMemory.store64(place(address), value);
    }

    /** Reads four bytes. */
    public int read4(long address) {
        return HostMemory.load32(place(address));
    }

    /** Reads eight bytes. */
    public long read8(long address) {
        return HostMemory.load64(place(address));
    }

    /** Writes code. */
    public void write(long address, byte[] code, int length) {
        HostMemory.copyIn(place(address), code, 0, length);
    }

    /** Sends a jump whose distance lies at {@code address} to a target. */
    public void writeJump(long address, long target) {
        write4(address, (int) (target - address - Integer.BYTES));
    }

    /** Puts a jump over what is at an address. */
    public void writeShut(long address, long target) {
        HostMemory.store8(place(address), JUMP);
        writeJump(address + 1, target);
    }
}
