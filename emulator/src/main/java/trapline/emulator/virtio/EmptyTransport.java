package trapline.emulator.virtio;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/** A virtio-mmio transport without a device, which its device ID says, 0; all else reads as zero (4.2.2). */
final class EmptyTransport implements MmioDevice {
    private static final int OFFSET_MAGIC = 0x000;
    private static final int OFFSET_VERSION = 0x004;
    private static final int OFFSET_VENDOR = 0x00C;

    private final boolean legacy;

    EmptyTransport(boolean legacy) {
        this.legacy = legacy;
    }

    @Override
    public String name() {
        return "virtio-mmio";
    }

    @Override
    public long size() {
        return VirtioMmio.SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        return switch ((int) offset) {
            case OFFSET_MAGIC -> VirtioMmio.MAGIC;
            case OFFSET_VERSION -> legacy ? VirtioMmio.VERSION_LEGACY : VirtioMmio.VERSION_MODERN;
            case OFFSET_VENDOR -> VirtioMmio.VENDOR;
            default -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        // There is nothing to change.
    }
}
