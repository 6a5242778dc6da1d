package trapline.emulator.ir;

/** Sets of condition flags, as bits, for saying what a micro-operation reads and writes. */
public final class Flags {
    public static final int NONE = 0;
    /** CPSR.N. */
    public static final int N = 1;
    /** CPSR.Z. */
    public static final int Z = 1 << 1;
    /** CPSR.C. */
    public static final int C = 1 << 2;
    /** CPSR.V. */
    public static final int V = 1 << 3;
    /** CPSR.Q, which is sticky: writing it here means that it may become set. */
    public static final int Q = 1 << 4;
    /** CPSR.GE. */
    public static final int GE = 1 << 5;

    public static final int NZ = N | Z;
    public static final int NZC = NZ | C;
    public static final int NZCV = NZC | V;
    /** What a condition can depend on, and what an observer of the whole state sees. */
    public static final int ALL = NZCV | Q | GE;

    private Flags() {}
}
