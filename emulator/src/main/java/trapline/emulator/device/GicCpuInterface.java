package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/** The CPU interfaces' registers (GICC, ARM IHI 0048B 4.4): each CPU finds its own at the same address. */
final class GicCpuInterface implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        CTLR    (0x0000, 0x04),
        PMR     (0x0004, 0x04),
        BPR     (0x0008, 0x04),
        IAR     (0x000C, 0x04),
        EOIR    (0x0010, 0x04),
        RPR     (0x0014, 0x04),
        HPPIR   (0x0018, 0x04),
        ABPR    (0x001C, 0x04),
        AIAR    (0x0020, 0x04),
        AEOIR   (0x0024, 0x04),
        AHPPIR  (0x0028, 0x04),
        APR     (0x00D0, 0x10),
        NSAPR   (0x00E0, 0x10),
        IIDR    (0x00FC, 0x04),
        DIR     (0x1000, 0x04),
        RESERVED(0x0000, 0x00);
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

    /** GICC_IIDR and GICV_IIDR of a Cortex-A15. */
    static final int IIDR_CORTEX_A15 = 0x0002_043B;

    static final int SIZE = 0x2000;
    static final RegisterMap<Register> MAP = new RegisterMap<>(Register.values(), Register.RESERVED, SIZE);

    /** Implemented bits of GICC_CTLR without and with the Security Extensions; the bypass bits read as zero. */
    private static final int CTLR_MASK = 0x21F;

    private static final int CTLR_MASK_SECURE = 0x61F;

    private final GicState distributor;
    private final GicCpuState[] interfaces;

    GicCpuInterface(GicState distributor, GicCpuState[] interfaces) {
        this.distributor = distributor;
        this.interfaces = interfaces;
    }

    @Override
    public String name() {
        return "gicc";
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        GicCpuState state = interfaces[access.cpu()];
        boolean secure = access.secure() || !distributor.config.securityExtensions();
        int n = (int) (offset - MAP.at(offset).offset) >> 2;
        int word =
                switch (MAP.at(offset)) {
                    case CTLR -> secure ? state.control : nonSecureControl(state);
                    case PMR -> secure ? state.priorityMask : nonSecureView(state.priorityMask);
                    case BPR -> secure ? state.binaryPoint : nonSecureBinaryPoint(state);
                    case IAR -> state.acknowledge(secure, false);
                    case RPR -> readRunningPriority(state, secure);
                    case HPPIR -> state.pendingFor(secure, false);
                    case ABPR -> secure ? state.aliasedBinaryPoint : 0;
                    case AIAR -> secure ? state.acknowledge(true, true) : 0;
                    case AHPPIR -> secure ? state.pendingFor(true, true) : 0;
                    case APR -> secure ? state.activePriorities[n] : nonSecureLevels(state, n);
                    case NSAPR -> secure ? state.nonSecureActivePriorities[n] : 0;
                    case IIDR -> IIDR_CORTEX_A15;
                    case EOIR, AEOIR, DIR, RESERVED -> 0;
                };
        return word >>> 8 * (offset & 3) & (1L << 8 * size) - 1;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        GicCpuState state = interfaces[access.cpu()];
        boolean secure = access.secure() || !distributor.config.securityExtensions();
        int word = (int) value;
        int n = (int) (offset - MAP.at(offset).offset) >> 2;
        switch (MAP.at(offset)) {
            case CTLR -> state.control = secure ? word & controlMask() : withNonSecureControl(state.control, word);
            case PMR -> writePriorityMask(state, word & 0xFF, secure);
            case BPR -> writeBinaryPoint(state, word & 7, secure);
            case EOIR -> state.end(word, secure, false);
            case ABPR ->
                state.aliasedBinaryPoint = secure ? Math.max(word & 7, smallestAliased()) : state.aliasedBinaryPoint;
            case AEOIR -> {
                if (secure) {
                    state.end(word, true, true);
                }
            }
            case APR -> writeActivePriorities(state, n, word, secure);
            case NSAPR -> state.nonSecureActivePriorities[n] = secure ? word : state.nonSecureActivePriorities[n];
            case DIR -> state.deactivate(word, secure);
            case IAR, RPR, HPPIR, AIAR, AHPPIR, IIDR, RESERVED -> {}
        }
        state.signal();
    }

    private int controlMask() {
        return distributor.config.securityExtensions() ? CTLR_MASK_SECURE : CTLR_MASK;
    }

    private int smallestAliased() {
        return distributor.config.smallestBinaryPoint() + 1;
    }

    private static int nonSecureControl(GicCpuState state) {
        return state.control >> 1 & 1 | state.control >> 1 & GicCpuState.EOI_MODE_S;
    }

    private static int withNonSecureControl(int control, int value) {
        int own = GicCpuState.ENABLE_GRP1 | GicCpuState.EOI_MODE_NS;
        return control & ~own | value << 1 & own;
    }

    /** A priority as Non-secure software sees it: the lower half of the range, spread over all of it (3.8). */
    private static int nonSecureView(int priority) {
        return (priority & 0x80) != 0 ? priority << 1 & 0xFF : 0;
    }

    private static int nonSecureBinaryPoint(GicCpuState state) {
        boolean common = (state.control & GicCpuState.CBPR) != 0;
        return common ? Math.min(state.binaryPoint + 1, 7) : state.aliasedBinaryPoint;
    }

    private static int readRunningPriority(GicCpuState state, boolean secure) {
        int priority = state.runningPriority();
        if (priority == GicCpuState.IDLE_PRIORITY) {
            return 0xFF;
        }
        return secure ? priority : nonSecureView(priority);
    }

    private void writePriorityMask(GicCpuState state, int value, boolean secure) {
        if (secure) {
            state.priorityMask = value & distributor.config.priorityMask();
        } else if ((state.priorityMask & 0x80) != 0) {
            state.priorityMask = (0x80 | value >> 1) & distributor.config.priorityMask();
        }
    }

    private void writeBinaryPoint(GicCpuState state, int value, boolean secure) {
        if (secure) {
            state.binaryPoint = Math.max(value, distributor.config.smallestBinaryPoint());
        } else if ((state.control & GicCpuState.CBPR) == 0) {
            state.aliasedBinaryPoint = Math.max(value, smallestAliased());
        }
    }

    /** Non-secure software sees the active levels of its half of the priorities, from register 0 on (4.4.15). */
    private int nonSecureLevels(GicCpuState state, int n) {
        int registers = nonSecureRegisters();
        if (registers == 0) {
            return n == 0 ? state.nonSecureActivePriorities[0] >>> levelsOfHalf() : 0;
        }
        return n < registers ? state.nonSecureActivePriorities[registers + n] : 0;
    }

    private void writeActivePriorities(GicCpuState state, int n, int word, boolean secure) {
        int registers = nonSecureRegisters();
        if (secure) {
            state.activePriorities[n] = word;
        } else if (registers == 0 && n == 0) {
            state.nonSecureActivePriorities[0] = word << levelsOfHalf();
        } else if (n < registers) {
            state.nonSecureActivePriorities[registers + n] = word;
        }
    }

    /** Preemption levels in the Non-secure half. */
    private int levelsOfHalf() {
        return 64 >> distributor.config.smallestBinaryPoint();
    }

    private int nonSecureRegisters() {
        return levelsOfHalf() / 32;
    }
}
