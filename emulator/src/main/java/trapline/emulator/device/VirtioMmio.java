package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * A virtio-mmio transport without a device behind it, which says so: the magic number, the legacy version as QEMU's
 * default, device ID 0, and the vendor; all else reads as zero (Virtual I/O Device 1.1, 4.2.2).
 */
public final class VirtioMmio implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        MAGIC_VALUE(0x000, 0x04),
        VERSION    (0x004, 0x04),
        DEVICE_ID  (0x008, 0x04),
        VENDOR_ID  (0x00C, 0x04),
        RESERVED   (0x000, 0x00);
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

    private static final int SIZE = 0x200;
    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);

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
        return switch (MAP.at(offset)) {
            case MAGIC_VALUE -> 0x7472_6976L;
            case VERSION -> 1;
            case VENDOR_ID -> 0x554D_4551L;
            case DEVICE_ID, RESERVED -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {}
}
