package trapline.emulator.cpu;

/** Bits of CPSR and SPSR (ARM DDI 0406C B1.3.3). */
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

    private Psr() {}

    /** ITSTATE, eight bits, as spread over a PSR. */
    public static int itState(int psr) {
        return (psr >>> 25 & 0b11) | (psr >>> 8 & 0xFC);
    }

    /** The PSR bits of an eight-bit ITSTATE. */
    public static int ofItState(int itState) {
        return (itState & 0b11) << 25 | (itState & 0xFC) << 8;
    }
}
