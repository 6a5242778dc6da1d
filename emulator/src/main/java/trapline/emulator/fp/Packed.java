package trapline.emulator.fp;

/**
 * How the constant of a micro-operation on extension registers is put together:
 * {@code amount[31:25] op[24:19] u[18] size[17:16] q[15] m[14:10] n[9:5] d[4:0]}.
 */
public final class Packed {
    private static final int REGISTER = 0x1F;
    private static final int N_SHIFT = 5;
    private static final int M_SHIFT = 10;
    private static final int QUADWORD = 1 << 15;
    private static final int SIZE_SHIFT = 16;
    private static final int UNSIGNED = 1 << 18;
    private static final int OP_SHIFT = 19;
    private static final int OP_MASK = 0x3F;
    private static final int AMOUNT_SHIFT = 25;

    private Packed() {}

    /** Three registers. */
    public static int registers(int d, int n, int m) {
        return d | n << N_SHIFT | m << M_SHIFT;
    }

    /** One operation of a group. */
    public static int operation(Enum<?> op) {
        return op.ordinal() << OP_SHIFT;
    }

    /** The logarithm of the elements' bytes, and whether they are unsigned. */
    public static int elements(int size, boolean unsigned) {
        return size << SIZE_SHIFT | (unsigned ? UNSIGNED : 0);
    }

    /** Whether the registers are Q registers. */
    public static int quadword(boolean quadword) {
        return quadword ? QUADWORD : 0;
    }

    /** A shift amount, an index or another small number: seven bits. */
    public static int amount(int amount) {
        return amount << AMOUNT_SHIFT;
    }

    /** The register written. */
    public static int d(int imm) {
        return imm & REGISTER;
    }

    static int n(int imm) {
        return imm >>> N_SHIFT & REGISTER;
    }

    /** The second operand. */
    public static int m(int imm) {
        return imm >>> M_SHIFT & REGISTER;
    }

    static boolean isQuadword(int imm) {
        return (imm & QUADWORD) != 0;
    }

    static int size(int imm) {
        return imm >>> SIZE_SHIFT & 0b11;
    }

    static boolean isUnsigned(int imm) {
        return (imm & UNSIGNED) != 0;
    }

    static int op(int imm) {
        return imm >>> OP_SHIFT & OP_MASK;
    }

    static int amountOf(int imm) {
        return imm >>> AMOUNT_SHIFT;
    }
}
