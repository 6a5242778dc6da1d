package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * The configuration space of a PCI Express host bridge with nothing behind it (PCI Express 7.2.2, ECAM): the bridge
 * itself at 00:00.0, as QEMU's generic one shows itself, and all ones everywhere else.
 */
public final class PcieEcam implements MmioDevice {
    private static final int FUNCTION_BYTES = 0x1000;
    private static final int HEADER_WORDS = 0x40 / 4;
    private static final int COMMAND = 1;
    private static final int CACHE_LINE = 3;
    private static final int INTERRUPT = 15;
    private static final int COMMAND_WRITABLE = 0x0000_0547;
    private static final int LOW_BYTE = 0x0000_00FF;

    private final long size;
    private final int[] header = new int[HEADER_WORDS];
    /** Bits that software can write. */
    private final int[] writable = new int[HEADER_WORDS];

    /**
     * A bridge after reset.
     *
     * @param size bytes of address space, a megabyte for each bus
     */
    public PcieEcam(long size) {
        this.size = size;
        header[0] = 0x0008_1B36;
        header[2] = 0x0600_0000;
        header[11] = 0x1100_1AF4;
        writable[COMMAND] = COMMAND_WRITABLE;
        writable[CACHE_LINE] = LOW_BYTE;
        writable[INTERRUPT] = LOW_BYTE;
    }

    @Override
    public String name() {
        return "pcie-ecam";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        long mask = size == 8 ? -1 : (1L << 8 * size) - 1;
        if (offset >= FUNCTION_BYTES) {
            return mask;
        }
        int word = (int) offset >> 2;
        return (word < HEADER_WORDS ? header[word] >>> 8 * (offset & 3) : 0) & mask;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int word = (int) offset >> 2;
        if (offset < FUNCTION_BYTES && word < HEADER_WORDS) {
            int shift = 8 * ((int) offset & 3);
            int mask = (int) ((1L << 8 * size) - 1) << shift & writable[word];
            header[word] = header[word] & ~mask | (int) value << shift & mask;
        }
    }
}
