package trapline.emulator.microvisor;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * The stores that a VM makes to its flash: ignored, so that the flash stays in read-array mode and can stay mapped. A
 * driver that asks for the query structure does not find it.
 */
final class VirtualFlash implements MmioDevice {
    private final long size;

    VirtualFlash(long size) {
        this.size = size;
    }

    @Override
    public String name() {
        return "virtual flash";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long read(long offset, int bytes, MmioContext access) {
        return 0;
    }

    @Override
    public void write(long offset, int bytes, long value, MmioContext access) {
        // Read-array mode is the only one.
    }
}
