package trapline.emulator.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import trapline.emulator.memory.DmaPort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * QEMU's firmware configuration device (its docs/specs/fw_cfg.rst): firmware selects an item and reads it byte by byte, or has it
 * copied to memory by a {@linkplain FwCfgDma command} whose address it writes. It offers what describes the machine, and an empty file
 * directory; everything else is in the device tree.
 */
public final class FwCfg implements MmioDevice {
    private static final int SIZE = 0x18;
    private static final int DATA_BYTES = 8;
    private static final int SELECTOR = 8;

    private static final int KEY_SIGNATURE = 0x00;
    private static final int KEY_ID = 0x01;
    private static final int KEY_RAM_SIZE = 0x03;
    private static final int KEY_CPUS = 0x05;
    private static final int KEY_MAX_CPUS = 0x0F;
    private static final int KEY_FILE_DIR = 0x19;
    /** Big-endian, as all of the interface by DMA. */
    private static final int DMA_ADDRESS = 0x10;

    private static final long DMA_SIGNATURE = 0x5145_4D55_2043_4647L;
    private static final int ID_TRADITIONAL_AND_DMA = 0b11;

    private static final byte[] NOTHING = {};

    private final Map<Integer, byte[]> items = new TreeMap<>();
    private final FwCfgDma dma;
    private byte[] selected;
    private int position;
    private long dmaAddress;

    /**
     * What describes a machine.
     *
     * @param memory where commands are, and what they copy to
     */
    public FwCfg(long ramSize, int cpus, DmaPort memory) {
        dma = new FwCfgDma(this, memory);
        selected = "QEMU".getBytes(StandardCharsets.US_ASCII);
        items.put(KEY_SIGNATURE, selected);
        items.put(KEY_ID, little(4, ID_TRADITIONAL_AND_DMA));
        items.put(KEY_RAM_SIZE, little(8, ramSize));
        items.put(KEY_CPUS, little(2, cpus));
        items.put(KEY_MAX_CPUS, little(2, cpus));
        items.put(KEY_FILE_DIR, new byte[4]);
    }

    private static byte[] little(int bytes, long value) {
        byte[] eight = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return Arrays.copyOf(eight, bytes);
    }

    @Override
    public String name() {
        return "fw-cfg";
    }

    @Override
    public long size() {
        return SIZE;
    }

    /** Data: the next bytes of the item, the first one in the lowest place. */
    @Override
    public long read(long offset, int size, MmioContext access) {
        if (offset >= DMA_ADDRESS) {
            return Long.reverseBytes(DMA_SIGNATURE) >>> 8 * (offset - DMA_ADDRESS) & -1L >>> 64 - 8 * size;
        }
        if (offset >= DATA_BYTES) {
            return 0;
        }
        byte[] bytes = next(size);
        long value = 0;
        for (int i = 0; i < bytes.length; i++) {
            value |= (bytes[i] & 0xFFL) << 8 * i;
        }
        return value;
    }

    /** The selector is big-endian; writing data has no effect, and the lower half of the address begins a command. */
    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        if (offset == SELECTOR) {
            select(Short.toUnsignedInt(Short.reverseBytes((short) value)));
        } else if (offset == DMA_ADDRESS && size == Integer.BYTES) {
            dmaAddress = (long) Integer.reverseBytes((int) value) << 32;
        } else if (offset == DMA_ADDRESS + Integer.BYTES && size == Integer.BYTES) {
            long command = dmaAddress | Integer.toUnsignedLong(Integer.reverseBytes((int) value));
            dmaAddress = 0;
            dma.execute(command);
        }
    }

    void select(int key) {
        selected = items.getOrDefault(key, NOTHING);
        position = 0;
    }

    /** How much of the item is left. */
    int left() {
        return selected.length - position;
    }

    /** Goes on in the item, over its end at most to it. */
    void skip(int bytes) {
        position += Math.min(bytes, left());
    }

    /** The next bytes of the item, and zeros behind its end. */
    byte[] next(int bytes) {
        byte[] result = new byte[bytes];
        int there = Math.min(bytes, left());
        System.arraycopy(selected, position, result, 0, there);
        position += there;
        return result;
    }
}
