package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * Addresses that a PCI Express host bridge forwards as memory or I/O requests. Nothing claims them, so a read gives all
 * ones and a write has no effect (PCI Express 2.3.2, as host bridges do it); that is no external abort, and software
 * that looks for cards relies on it.
 */
public final class PcieWindow implements MmioDevice {
    private final long size;

    /**
     * A window of so many bytes.
     *
     * @param size bytes of address space
     */
    public PcieWindow(long size) {
        this.size = size;
    }

    @Override
    public String name() {
        return "pcie-window";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        return -1;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        // nobody takes it
    }
}
