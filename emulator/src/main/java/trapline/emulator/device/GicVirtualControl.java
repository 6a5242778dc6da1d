package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/** The hypervisor's side of the virtual CPU interfaces (GICH, ARM IHI 0048B 5.3): each CPU finds its own. */
final class GicVirtualControl implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        HCR     (0x000, 0x04),
        VTR     (0x004, 0x04),
        VMCR    (0x008, 0x04),
        MISR    (0x010, 0x04),
        EISR    (0x020, 0x08),
        ELRSR   (0x030, 0x08),
        APR     (0x0F0, 0x04),
        LR      (0x100, 4 * GicVirtualState.LIST_REGISTERS),
        RESERVED(0x000, 0x00);
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

    private static final int SIZE = 0x1000;
    private static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);

    /** Five bits of priority and preemption, four list registers. */
    private static final int VTR = 0x9000_0000 | GicVirtualState.LIST_REGISTERS - 1;

    private static final int HCR_MASK = 0xF800_00FF;
    private static final int LR_MASK = 0xFF8F_FFFF;
    /** GICH_VMCR bits 4:0 are GICV_CTLR bits 4:0, and VEM is EOImode. */
    private static final int VMCR_CONTROL = 0x1F;

    private static final int VMCR_VEM = 1 << 9;

    private final GicVirtualState[] states;

    GicVirtualControl(GicVirtualState[] states) {
        this.states = states;
    }

    @Override
    public String name() {
        return "gich";
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        GicVirtualState state = states[access.cpu()];
        Register register = MAP.at(offset);
        int n = (int) (offset - register.offset) >> 2;
        int word =
                switch (register) {
                    case HCR -> state.hypervisorControl;
                    case VTR -> VTR;
                    case VMCR -> readMachineControl(state);
                    case MISR -> state.maintenanceStatus();
                    case EISR -> n == 0 ? state.endOfInterruptStatus() : 0;
                    case ELRSR -> n == 0 ? state.emptyStatus() : 0;
                    case APR -> state.activePriorities;
                    case LR -> state.listRegisters[n];
                    case RESERVED -> 0;
                };
        return word >>> 8 * (offset & 3) & (1L << 8 * size) - 1;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        GicVirtualState state = states[access.cpu()];
        Register register = MAP.at(offset);
        int word = (int) value;
        switch (register) {
            case HCR -> state.hypervisorControl = word & HCR_MASK;
            case VMCR -> writeMachineControl(state, word);
            case APR -> state.activePriorities = word;
            case LR -> state.listRegisters[(int) (offset - register.offset) >> 2] = word & LR_MASK;
            case VTR, MISR, EISR, ELRSR, RESERVED -> {}
        }
        state.update();
    }

    private static int readMachineControl(GicVirtualState state) {
        return state.control & (VMCR_CONTROL | VMCR_VEM)
                | state.aliasedBinaryPoint << 18
                | state.binaryPoint << 21
                | state.priorityMask >> 3 << 27;
    }

    private static void writeMachineControl(GicVirtualState state, int value) {
        state.control = value & (VMCR_CONTROL | VMCR_VEM);
        state.aliasedBinaryPoint = Math.max(value >>> 18 & 7, GicVirtualState.SMALLEST_BINARY_POINT + 1);
        state.binaryPoint = Math.max(value >>> 21 & 7, GicVirtualState.SMALLEST_BINARY_POINT);
        state.priorityMask = value >>> 27 << 3;
    }
}
