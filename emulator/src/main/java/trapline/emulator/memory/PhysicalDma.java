package trapline.emulator.memory;

/** DMA by physical addresses, into RAM only: the bus refuses what is meant for a device or for nothing. */
public final class PhysicalDma implements DmaPort {
    private final PhysicalMap map;

    /** A master on the bus of this address space. */
    public PhysicalDma(PhysicalMap map) {
        this.map = map;
    }

    @Override
    public boolean read(long address, byte[] target, int offset, int length) {
        if (!isRam(address, length)) {
            return false;
        }
        map.readRam(address, target, offset, length);
        return true;
    }

    @Override
    public boolean write(long address, byte[] source, int offset, int length) {
        if (!isRam(address, length)) {
            return false;
        }
        map.writeRam(address, source, offset, length);
        return true;
    }

    private boolean isRam(long address, int length) {
        long at = address - map.ramBase();
        return Long.compareUnsigned(at, map.ramSize()) < 0 && length <= map.ramSize() - at;
    }
}
