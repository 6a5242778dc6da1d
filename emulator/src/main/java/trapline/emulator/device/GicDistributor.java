package trapline.emulator.device;

import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/**
 * The distributor's registers (GICD, ARM IHI 0048B 4.3), laid out for a Cortex-A15. Registers for interrupts and groups
 * that an access may not see are RAZ/WI.
 */
public final class GicDistributor implements MmioDevice {
    enum Register implements RegisterRow {
        // spotless:off
        CTLR      (0x000, 0x004),
        TYPER     (0x004, 0x004),
        IIDR      (0x008, 0x004),
        IGROUPR   (0x080, 0x080),
        ISENABLER (0x100, 0x080),
        ICENABLER (0x180, 0x080),
        ISPENDR   (0x200, 0x080),
        ICPENDR   (0x280, 0x080),
        ISACTIVER (0x300, 0x080),
        ICACTIVER (0x380, 0x080),
        IPRIORITYR(0x400, 0x400),
        ITARGETSR (0x800, 0x400),
        ICFGR     (0xC00, 0x100),
        SGIR      (0xF00, 0x004),
        CPENDSGIR (0xF10, 0x010),
        SPENDSGIR (0xF20, 0x010),
        ID        (0xFD0, 0x030),
        RESERVED  (0x000, 0x000);
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
    private static final int[] IDS = {0x04, 0, 0, 0, 0x90, 0xB4, 0x2B, 0x00, 0x0D, 0xF0, 0x05, 0xB1};
    private static final int IIDR_CORTEX_A15 = 0x0000_043B;
    private static final int TYPER_SECURITY_EXTN = 1 << 10;

    private final GicState state;

    /** Registers that show and change a state. */
    public GicDistributor(GicState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return "gicd";
    }

    @Override
    public long size() {
        return SIZE;
    }

    @Override
    public long read(long offset, int size, MmioContext access) {
        int word = readWord((int) offset & ~3, access.cpu(), isSecure(access));
        return word >>> 8 * (offset & 3) & (1L << 8 * size) - 1;
    }

    @Override
    public void write(long offset, int size, long value, MmioContext access) {
        int cpu = access.cpu();
        boolean secure = isSecure(access);
        Register register = MAP.at(offset);
        int first = (int) offset - register.offset;
        int n = first >> 2;
        int shift = 8 * ((int) offset & 3);
        int bits = (int) ((1L << 8 * size) - 1) << shift;
        int word = (int) value << shift & bits;
        switch (register) {
            case CTLR -> writeControl(word, secure);
            case IGROUPR -> writeGroups(n, word, bits, cpu, secure);
            case ISENABLER -> setBits(state.enabled, n, word, cpu, secure);
            case ICENABLER -> clearBits(state.enabled, n, word & ~sgis(n), cpu, secure);
            case ISPENDR -> setBits(state.latched, n, word & ~sgis(n), cpu, secure);
            case ICPENDR -> clearBits(state.latched, n, word & ~sgis(n), cpu, secure);
            case ISACTIVER -> setBits(state.active, n, word, cpu, secure);
            case ICACTIVER -> clearBits(state.active, n, word, cpu, secure);
            case ICFGR -> writeConfiguration(n, word, bits, cpu, secure);
            case SGIR -> softwareInterrupt(word, cpu, secure);
            case IPRIORITYR, ITARGETSR, CPENDSGIR, SPENDSGIR -> {
                for (int i = 0; i < size; i++) {
                    writeByte(register, first + i, (int) (value >> 8 * i) & 0xFF, cpu, secure);
                }
                state.changed();
            }
            case TYPER, IIDR, ID, RESERVED -> {}
        }
    }

    private boolean isSecure(MmioContext access) {
        return access.secure() || !state.config.securityExtensions();
    }

    private int readWord(int offset, int cpu, boolean secure) {
        Register register = MAP.at(offset);
        int n = (offset - register.offset) >> 2;
        return switch (register) {
            case CTLR -> secure ? state.control : state.control >> 1;
            case TYPER ->
                state.words() - 1
                        | state.cpus() - 1 << 5
                        | (state.config.securityExtensions() ? TYPER_SECURITY_EXTN : 0);
            case IIDR -> IIDR_CORTEX_A15;
            case IGROUPR -> secure ? readBits(state.group1, n, cpu, true) : 0;
            case ISENABLER, ICENABLER -> readBits(state.enabled, n, cpu, secure);
            case ISPENDR, ICPENDR -> readPending(n, cpu, secure);
            case ISACTIVER, ICACTIVER -> readBits(state.active, n, cpu, secure);
            case IPRIORITYR, ITARGETSR, CPENDSGIR, SPENDSGIR -> readBytes(register, n * 4, cpu, secure);
            case ICFGR -> n < state.words() * 2 ? readConfiguration(n, cpu, secure) : 0;
            case ID -> IDS[n];
            case SGIR, RESERVED -> 0;
        };
    }

    private int readBits(int[] bits, int n, int cpu, boolean secure) {
        if (n >= state.words()) {
            return 0;
        }
        int word = state.word(cpu, n);
        return bits[word] & state.visible(word, secure);
    }

    private int readPending(int n, int cpu, boolean secure) {
        return n < state.words() ? state.pending(cpu, n) & state.visible(state.word(cpu, n), secure) : 0;
    }

    private int readBytes(Register register, int first, int cpu, boolean secure) {
        int word = 0;
        for (int i = 0; i < 4; i++) {
            if (state.exists(first + i) && state.visible(cpu, first + i, secure)) {
                word |= readByte(register, first + i, cpu, secure) << 8 * i;
            }
        }
        return word;
    }

    private int readByte(Register register, int i, int cpu, boolean secure) {
        if (register == Register.IPRIORITYR) {
            return secure ? state.priority(cpu, i) : state.priority(cpu, i) << 1 & 0xFF;
        }
        if (register == Register.ITARGETSR) {
            return state.cpus() == 1 ? 0 : state.targets(cpu, i);
        }
        return state.sgiSources(cpu, i);
    }

    private int readConfiguration(int n, int cpu, boolean secure) {
        int word = state.word(cpu, n >> 1);
        int edges = state.edge[word] & state.visible(word, secure);
        int value = 0;
        for (int i = 0; i < 16; i++) {
            value |= (edges >>> (n & 1) * 16 + i & 1) << 2 * i + 1;
        }
        return value;
    }

    private void writeControl(int value, boolean secure) {
        state.control = secure ? value & 0b11 : state.control & 0b01 | (value & 1) << 1;
        state.changed();
    }

    private void writeGroups(int n, int value, int bits, int cpu, boolean secure) {
        if (n < state.words() && secure) {
            int word = state.word(cpu, n);
            state.group1[word] = state.group1[word] & ~bits | value;
            state.changed();
        }
    }

    /** SGIs are always enabled on a Cortex-A15, and made pending through their own registers only. */
    private static int sgis(int n) {
        return n == 0 ? 0xFFFF : 0;
    }

    private void setBits(int[] bits, int n, int value, int cpu, boolean secure) {
        if (n < state.words()) {
            int word = state.word(cpu, n);
            bits[word] |= value & state.visible(word, secure);
            state.changed();
        }
    }

    private void clearBits(int[] bits, int n, int value, int cpu, boolean secure) {
        if (n < state.words()) {
            int word = state.word(cpu, n);
            bits[word] &= ~(value & state.visible(word, secure));
            state.changed();
        }
    }

    private void writeByte(Register register, int i, int value, int cpu, boolean secure) {
        if (!state.exists(i) || !state.visible(cpu, i, secure)) {
            return;
        }
        if (register == Register.IPRIORITYR) {
            state.setPriority(cpu, i, secure ? value : 0x80 | value >> 1);
        } else if (register == Register.ITARGETSR) {
            if (i >= GicState.PRIVATE && state.cpus() > 1) {
                state.setTargets(i, value);
            }
        } else {
            int sources = state.sgiSources(cpu, i);
            state.setSgiSources(cpu, i, register == Register.CPENDSGIR ? sources & ~value : sources | value);
        }
    }

    private void writeConfiguration(int n, int value, int bits, int cpu, boolean secure) {
        // The configuration of SGIs is read-only.
        if (n == 0 || n >= state.words() * 2) {
            return;
        }
        int word = state.word(cpu, n >> 1);
        int visible = state.visible(word, secure);
        for (int i = 0; i < 16; i++) {
            int interrupt = 1 << (n & 1) * 16 + i;
            if ((bits >>> 2 * i + 1 & 1) != 0 && (visible & interrupt) != 0) {
                boolean edge = (value >>> 2 * i + 1 & 1) != 0;
                state.edge[word] = edge ? state.edge[word] | interrupt : state.edge[word] & ~interrupt;
            }
        }
        state.changed();
    }

    private void softwareInterrupt(int value, int cpu, boolean secure) {
        int all = (1 << state.cpus()) - 1;
        int[] byFilter = {value >>> 16 & all, all & ~(1 << cpu), 1 << cpu, 0};
        int targets = byFilter[value >>> 24 & 3];
        int sgi = value & 0xF;
        boolean forGroup1 = !secure || (value >>> 15 & 1) != 0;
        for (int target = 0; target < state.cpus(); target++) {
            boolean wanted = (targets >> target & 1) != 0;
            boolean permitted =
                    !state.config.securityExtensions() || state.test(state.group1, target, sgi) == forGroup1;
            if (wanted && permitted) {
                state.setSgiSources(target, sgi, state.sgiSources(target, sgi) | 1 << cpu);
            }
        }
    }
}
