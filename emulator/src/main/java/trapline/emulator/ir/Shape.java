package trapline.emulator.ir;

/** Which operands of a micro-operation are slots, and whether they are read or written. */
public enum Shape {
    /** No slot. */
    NONE(0, 0),
    /** Writes dst. */
    D(0, Shape.DST),
    /** dst from a. */
    D_A(Shape.SRC_A, Shape.DST),
    /** dst from a and b. */
    D_AB(Shape.SRC_A | Shape.SRC_B, Shape.DST),
    /** dst from a, b and the fourth slot. */
    D_ABF(Shape.SRC_A | Shape.SRC_B | Shape.FOURTH, Shape.DST),
    /** Reads a. */
    A(Shape.SRC_A, 0),
    /** Reads a and b. */
    AB(Shape.SRC_A | Shape.SRC_B, 0),
    /** Reads dst, a and b: a store with an index register. */
    ABD(Shape.SRC_A | Shape.SRC_B | Shape.DST, 0),
    /** Writes dst and the fourth slot. */
    DF(0, Shape.DST | Shape.FOURTH),
    /** dst and the fourth slot from a. */
    DF_A(Shape.SRC_A, Shape.DST | Shape.FOURTH),
    /** dst (low) and the fourth slot (high) from a and b. */
    DF_AB(Shape.SRC_A | Shape.SRC_B, Shape.DST | Shape.FOURTH),
    /** dst (low) and the fourth slot (high) from themselves and a. */
    DF_DFA(Shape.SRC_A | Shape.DST | Shape.FOURTH, Shape.DST | Shape.FOURTH),
    /** dst (low) and the fourth slot (high) from themselves, a and b. */
    DF_DFAB(Shape.SRC_A | Shape.SRC_B | Shape.DST | Shape.FOURTH, Shape.DST | Shape.FOURTH);

    /** The dst operand. */
    public static final int DST = 1;
    /** The a operand. */
    public static final int SRC_A = 1 << 1;
    /** The b operand. */
    public static final int SRC_B = 1 << 2;
    /** The slot in imm. */
    public static final int FOURTH = 1 << 3;

    private final int read;
    private final int written;

    Shape(int read, int written) {
        this.read = read;
        this.written = written;
    }

    /** Operands that are slots and read: a set of {@link #DST}, {@link #SRC_A}, {@link #SRC_B}, {@link #FOURTH}. */
    public int read() {
        return read;
    }

    /** Operands that are slots and written. */
    public int written() {
        return written;
    }
}
