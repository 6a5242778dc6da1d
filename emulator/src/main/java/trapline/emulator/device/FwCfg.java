package trapline.emulator.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * QEMU's firmware configuration device, through its plain interface (no DMA): firmware selects an item and reads it byte
 * by byte. It offers what describes the machine, and an empty file directory; everything else is in the device tree.
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
    /** The traditional interface, without DMA. */
    private static final int ID_TRADITIONAL = 1;

    private static final byte[] NOTHING = {};

    private final Map<Integer, byte[]> items = new TreeMap<>();
    private byte[] selected;
    private int position;

    public FwCfg(long ramSize, int cpus) {
        selected = "QEMU".getBytes(StandardCharsets.US_ASCII);
        items.put(KEY_SIGNATURE, selected);
        items.put(KEY_ID, little(4, ID_TRADITIONAL));
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
        if (offset >= DATA_BYTES) {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            long next = position < selected.length ? selected[position++] & 0xFF : 0;
            value |= next << 8 * i;
        }
        return value;
    }

    /** The selector is big-endian; writing data has no effect. */
    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        if (offset == SELECTOR) {
            int key = Short.toUnsignedInt(Short.reverseBytes((short) value));
            selected = items.getOrDefault(key, NOTHING);
            position = 0;
        }
    }
}
