package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * The virtual CPU interfaces as guests see them (GICV, ARM IHI 0048B 5.5), at the place of the guest's GICC through
 * stage 2. The same registers as {@link GicCpuInterface}, acting on list registers.
 */
final class GicVirtualCpuInterface implements MmioDevice {
    private static final int CTLR_MASK = 0x21F;

    private final GicVirtualState[] states;

    GicVirtualCpuInterface(GicVirtualState[] states) {
        this.states = states;
    }

    @Override
    public String name() {
        return "gicv";
    }

    @Override
    public long size() {
        return GicCpuInterface.SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        GicVirtualState state = states[access.cpu()];
        GicCpuInterface.Register register = GicCpuInterface.MAP.at(offset);
        int word =
                switch (register) {
                    case CTLR -> state.control;
                    case PMR -> state.priorityMask;
                    case BPR -> state.binaryPoint;
                    case IAR -> state.acknowledge(false);
                    case RPR -> Math.min(state.runningPriority(), 0xFF);
                    case HPPIR -> state.pendingFor(false);
                    case ABPR -> state.aliasedBinaryPoint;
                    case AIAR -> state.acknowledge(true);
                    case AHPPIR -> state.pendingFor(true);
                    case APR -> offset == register.offset() ? state.activePriorities : 0;
                    case IIDR -> GicCpuInterface.IIDR_CORTEX_A15;
                    case EOIR, AEOIR, NSAPR, DIR, RESERVED -> 0;
                };
        return word >>> 8 * (offset & 3) & (1L << 8 * size) - 1;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        GicVirtualState state = states[access.cpu()];
        GicCpuInterface.Register register = GicCpuInterface.MAP.at(offset);
        int word = (int) value;
        switch (register) {
            case CTLR -> state.control = word & CTLR_MASK;
            case PMR -> state.priorityMask = word & 0xF8;
            case BPR -> state.binaryPoint = Math.max(word & 7, GicVirtualState.SMALLEST_BINARY_POINT);
            case EOIR, AEOIR -> state.end(word);
            case ABPR -> state.aliasedBinaryPoint = Math.max(word & 7, GicVirtualState.SMALLEST_BINARY_POINT + 1);
            case APR -> state.activePriorities = offset == register.offset() ? word : state.activePriorities;
            case DIR -> state.deactivate(word);
            case IAR, RPR, HPPIR, AIAR, AHPPIR, NSAPR, IIDR, RESERVED -> {}
        }
        state.update();
    }
}
