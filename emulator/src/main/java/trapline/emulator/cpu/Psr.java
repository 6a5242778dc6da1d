package trapline.emulator.cpu;

/** Bits of CPSR and SPSR (ARM DDI 0406C B1.3.3), and the CPSR put together from and taken apart into {@link CpuState}. */
public final class Psr {
    public static final int N = 1 << 31;
    public static final int Z = 1 << 30;
    public static final int C = 1 << 29;
    public static final int V = 1 << 28;
    public static final int Q = 1 << 27;
    public static final int J = 1 << 24;
    public static final int E = 1 << 9;
    public static final int A = 1 << 8;
    public static final int I = 1 << 7;
    public static final int F = 1 << 6;
    public static final int T = 1 << 5;
    public static final int MODE = 0x1F;
    public static final int GE_SHIFT = 16;
    public static final int GE = 0xF << GE_SHIFT;
    /** IT[1:0] in bits 26:25 and IT[7:2] in bits 15:10. */
    public static final int IT = 0x0600_FC00;
    /** N, Z, C, V and Q. */
    public static final int FLAGS = 0xF800_0000;
    /** Bits 23:20, which read as zero. */
    private static final int RESERVED = 0x00F0_0000;

    private Psr() {}

    /** ITSTATE, eight bits, as spread over a PSR. */
    public static int itState(int psr) {
        return (psr >>> 25 & 0b11) | (psr >>> 8 & 0xFC);
    }

    /** The PSR bits of an eight-bit ITSTATE. */
    public static int ofItState(int itState) {
        return (itState & 0b11) << 25 | (itState & 0xFC) << 8;
    }

    /** ITAdvance() (A2.5.2): the ITSTATE of the next instruction. */
    public static int itAdvance(int itState) {
        return (itState & 0b111) == 0 ? 0 : itState & 0xE0 | itState << 1 & 0x1F;
    }

    /** The whole CPSR. */
    public static int read(CpuState cpu) {
        return readControl(cpu)
                | cpu.nf & N
                | (cpu.zf == 0 ? Z : 0)
                | cpu.cf << 29
                | cpu.vf >>> 31 << 28
                | ofItState(cpu.itState)
                | (cpu.thumb ? T : 0);
    }

    /** The CPSR without N, Z, C, V, J, T and IT. */
    public static int readControl(CpuState cpu) {
        return cpu.qf << 27
                | cpu.ge << GE_SHIFT
                | (cpu.bigEndian ? E : 0)
                | (cpu.maskA ? A : 0)
                | (cpu.maskI ? I : 0)
                | (cpu.maskF ? F : 0)
                | cpu.mode.number();
    }

    /** Sets A, I and F to those of a PSR. */
    public static void writeMasks(CpuState cpu, int psr) {
        cpu.maskA = (psr & A) != 0;
        cpu.maskI = (psr & I) != 0;
        cpu.maskF = (psr & F) != 0;
    }

    /**
     * Sets the CPSR bits selected by {@code mask}, without any rule. The mode bits must name a mode, whose registers then
     * come into the slots. J is not stored: there is no Jazelle state.
     */
    public static void write(CpuState cpu, int value, int mask) {
        writeFlags(cpu, value, mask);
        int kept = ~mask & ~(J | RESERVED);
        int merged = (kept == 0 ? 0 : read(cpu) & kept) | value & mask & ~RESERVED;
        cpu.itState = itState(merged);
        cpu.bigEndian = (merged & E) != 0;
        writeMasks(cpu, merged);
        cpu.thumb = (merged & T) != 0;
        if ((mask & MODE) != 0) {
            Banks.enter(cpu, Mode.of(merged & MODE));
        }
    }

    private static void writeFlags(CpuState cpu, int value, int mask) {
        if ((mask & N) != 0) {
            cpu.nf = value;
        }
        if ((mask & Z) != 0) {
            cpu.zf = (value & Z) != 0 ? 0 : 1;
        }
        if ((mask & C) != 0) {
            cpu.cf = value >>> 29 & 1;
        }
        if ((mask & V) != 0) {
            cpu.vf = value << 3;
        }
        if ((mask & Q) != 0) {
            cpu.qf = value >>> 27 & 1;
        }
        if ((mask & GE) != 0) {
            cpu.ge = (cpu.ge & ~(mask >>> GE_SHIFT) | value >>> GE_SHIFT & mask >>> GE_SHIFT) & 0xF;
        }
    }
}
