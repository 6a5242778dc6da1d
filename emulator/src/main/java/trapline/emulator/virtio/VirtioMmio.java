package trapline.emulator.virtio;

import java.util.Arrays;
import trapline.emulator.device.RegisterMap;
import trapline.emulator.device.RegisterRow;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * A virtio-mmio transport (4.2), of version 1 (legacy, 4.2.4) or 2, with a
 * device behind it.
 */
final class VirtioMmio implements MmioDevice {
    /** Bytes of address space of a transport. */
    static final int SIZE = 0x200;

    enum Register implements RegisterRow {
        // spotless:off
        MAGIC_VALUE        (0x000, 0x04),
        VERSION            (0x004, 0x04),
        DEVICE_ID          (0x008, 0x04),
        VENDOR_ID          (0x00C, 0x04),
        DEVICE_FEATURES    (0x010, 0x04),
        DEVICE_FEATURES_SEL(0x014, 0x04),
        DRIVER_FEATURES    (0x020, 0x04),
        DRIVER_FEATURES_SEL(0x024, 0x04),
        GUEST_PAGE_SIZE    (0x028, 0x04),
        QUEUE_SEL          (0x030, 0x04),
        QUEUE_NUM_MAX      (0x034, 0x04),
        QUEUE_NUM          (0x038, 0x04),
        QUEUE_ALIGN        (0x03C, 0x04),
        QUEUE_PFN          (0x040, 0x04),
        QUEUE_READY        (0x044, 0x04),
        QUEUE_NOTIFY       (0x050, 0x04),
        INTERRUPT_STATUS   (0x060, 0x04),
        INTERRUPT_ACK      (0x064, 0x04),
        STATUS             (0x070, 0x04),
        QUEUE_DESC         (0x080, 0x08),
        QUEUE_DRIVER       (0x090, 0x08),
        QUEUE_DEVICE       (0x0A0, 0x08),
        SHM_LEN            (0x0B0, 0x08),
        CONFIG_GENERATION  (0x0FC, 0x04),
        CONFIG             (0x100, 0x100),
        RESERVED           (0x000, 0x00);
        // spotless:on

        private final int offset;
        private final int bytes;

        Register(int offset, int bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int bytes() {
            return bytes;
        }
    }

    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);
    private static final int WORD = 4;
    static final int MAGIC = 0x7472_6976;
    static final int VERSION_LEGACY = 1;
    static final int VERSION_MODERN = 2;
    /** QEMU's, which is what drivers know. */
    static final int VENDOR = 0x554D_4551;
    /** There are no shared memory regions. */
    private static final int NO_REGION = -1;

    private static final int PARTS = 3;
    private static final int PART_DESCRIPTORS = 0;
    private static final int PART_DRIVER = 1;
    private static final int PART_DEVICE = 2;

    private final VirtioDevice device;
    private final boolean legacy;
    /** Where the driver puts the parts of each queue, before it says that the queue is ready. */
    private final long[][] places;

    private int deviceFeaturesSel;
    private int driverFeaturesSel;
    private long driverFeatures;
    private int pageShift;
    private int queueSel;

    VirtioMmio(VirtioDevice device, boolean legacy) {
        this.device = device;
        this.legacy = legacy;
        places = new long[device.queueCount()][PARTS];
    }

    /** Drivers write the page size once and never again. */
    private void forget() {
        for (long[] parts : places) {
            Arrays.fill(parts, 0);
        }
        deviceFeaturesSel = 0;
        driverFeaturesSel = 0;
        driverFeatures = 0;
        queueSel = 0;
    }

    @Override
    public String name() {
        return "virtio-mmio";
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        if (size > WORD) {
            return read(offset, WORD, access) & 0xFFFF_FFFFL | read(offset + WORD, WORD, access) << 32;
        }
        Register register = MAP.at(offset);
        if (register == Register.CONFIG) {
            return readConfig((int) offset - Register.CONFIG.offset, size);
        }
        boolean whole = size == WORD && (offset & WORD - 1) == 0;
        return whole ? Integer.toUnsignedLong(readRegister(register)) : 0;
    }

    /** What lies behind its end, or reaches over it, reads as ones, as under QEMU. */
    private long readConfig(int offset, int size) {
        if (offset + size > device.configBytes()) {
            return 0xFFFF_FFFFL >>> 8 * (WORD - size);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) device.readConfig(offset + i) << 8 * i;
        }
        return value;
    }

    private int readRegister(Register register) {
        return switch (register) {
            case MAGIC_VALUE -> MAGIC;
            case VERSION -> legacy ? VERSION_LEGACY : VERSION_MODERN;
            case DEVICE_ID -> device.deviceId();
            case VENDOR_ID -> VENDOR;
            case DEVICE_FEATURES -> (int) (device.offered() >>> 32 * deviceFeaturesSel);
            case QUEUE_NUM_MAX -> hasQueue() ? Virtqueue.MOST : 0;
            case QUEUE_PFN -> legacy && hasQueue() ? (int) (selected().descriptors() >>> pageShift) : 0;
            case QUEUE_READY -> !legacy && hasQueue() && selected().isReady() ? 1 : 0;
            case INTERRUPT_STATUS -> device.interrupts();
            case STATUS -> device.status();
            case SHM_LEN -> NO_REGION;
            case CONFIG_GENERATION -> legacy ? 0 : device.generation();
            case DEVICE_FEATURES_SEL,
                    DRIVER_FEATURES,
                    DRIVER_FEATURES_SEL,
                    GUEST_PAGE_SIZE,
                    QUEUE_SEL,
                    QUEUE_NUM,
                    QUEUE_ALIGN,
                    QUEUE_NOTIFY,
                    INTERRUPT_ACK,
                    QUEUE_DESC,
                    QUEUE_DRIVER,
                    QUEUE_DEVICE,
                    CONFIG,
                    RESERVED -> 0;
        };
    }

    private boolean hasQueue() {
        return queueSel < places.length;
    }

    private Virtqueue selected() {
        return device.queue(queueSel);
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        if (size > WORD) {
            write(offset, WORD, value, access);
            write(offset + WORD, WORD, value >>> 32, access);
            return;
        }
        Register register = MAP.at(offset);
        if (register == Register.CONFIG) {
            writeConfig((int) offset - Register.CONFIG.offset, size, value);
        } else if (size == WORD && (offset & WORD - 1) == 0) {
            writeRegister(register, (int) offset - register.offset, (int) value);
        }
    }

    private void writeConfig(int offset, int size, long value) {
        for (int i = 0; i < size && offset + i < device.configBytes(); i++) {
            device.writeConfig(offset + i, (int) (value >>> 8 * i) & 0xFF);
        }
    }

    private void writeRegister(Register register, int offset, int value) {
        switch (register) {
            case DEVICE_FEATURES_SEL -> deviceFeaturesSel = value == 0 ? 0 : 1;
            case DRIVER_FEATURES_SEL -> driverFeaturesSel = value == 0 ? 0 : 1;
            case DRIVER_FEATURES -> writeFeatures(value);
            case GUEST_PAGE_SIZE -> pageShift = value == 0 ? 0 : Integer.numberOfTrailingZeros(value);
            case QUEUE_SEL -> queueSel = Integer.compareUnsigned(value, Virtqueue.MOST) < 0 ? value : queueSel;
            case QUEUE_NUM -> writeQueueSize(value);
            case QUEUE_ALIGN -> writeAlignment(value);
            case QUEUE_PFN -> writePageFrame(value);
            case QUEUE_READY -> writeReady(value != 0);
            case QUEUE_NOTIFY -> {
                if (Integer.compareUnsigned(value, places.length) < 0) {
                    device.notified(value);
                }
            }
            case INTERRUPT_ACK -> device.acknowledge(value);
            case STATUS -> writeStatus(value & 0xFF);
            case QUEUE_DESC -> place(PART_DESCRIPTORS, offset, value);
            case QUEUE_DRIVER -> place(PART_DRIVER, offset, value);
            case QUEUE_DEVICE -> place(PART_DEVICE, offset, value);
            case MAGIC_VALUE,
                    VERSION,
                    DEVICE_ID,
                    VENDOR_ID,
                    DEVICE_FEATURES,
                    QUEUE_NUM_MAX,
                    INTERRUPT_STATUS,
                    SHM_LEN,
                    CONFIG_GENERATION,
                    CONFIG,
                    RESERVED -> {}
        }
    }

    /** Legacy features have 32 bits and count at once; the others do with FEATURES_OK. */
    private void writeFeatures(int value) {
        long word = Integer.toUnsignedLong(value) << 32 * driverFeaturesSel;
        driverFeatures = driverFeatures & ~(0xFFFF_FFFFL << 32 * driverFeaturesSel) | word;
        if (legacy && driverFeaturesSel == 0) {
            device.accept(word);
        }
    }

    private void writeStatus(int value) {
        device.setStatus(value, driverFeatures);
        if (value == 0) {
            forget();
        }
    }

    private void writeQueueSize(int value) {
        if (hasQueue()) {
            selected().setSize(value);
            if (legacy && selected().isReady()) {
                selected().placeAt(selected().descriptors());
            }
        }
    }

    private void writeAlignment(int value) {
        if (legacy && hasQueue()) {
            selected().setAlignment(value);
        }
    }

    /** Page frame 0 means that the driver has stopped using the queue; as under QEMU it resets the whole device. */
    private void writePageFrame(int frame) {
        if (legacy && frame == 0) {
            device.reset();
        } else if (legacy && hasQueue()) {
            selected().placeAt(Integer.toUnsignedLong(frame) << pageShift);
        }
    }

    private void writeReady(boolean ready) {
        if (!legacy && hasQueue()) {
            long[] parts = places[queueSel];
            selected().place(parts[PART_DESCRIPTORS], parts[PART_DRIVER], parts[PART_DEVICE]);
            selected().setReady(ready);
        }
    }

    /** Half of an address. */
    private void place(int part, int offset, int value) {
        if (hasQueue()) {
            int shift = 8 * offset;
            long other = places[queueSel][part] & ~(0xFFFF_FFFFL << shift);
            places[queueSel][part] = other | Integer.toUnsignedLong(value) << shift;
        }
    }

    /** Digest of the transport and of what is behind it. */
    long digest() {
        long digest = Digest.of(pageShift | queueSel << 8, deviceFeaturesSel | driverFeaturesSel << 1);
        digest = Digest.of(digest, driverFeatures);
        for (long[] parts : places) {
            for (long part : parts) {
                digest = Digest.of(digest, part);
            }
        }
        return Digest.of(digest, device.digest());
    }
}
