package trapline.emulator.fp;

/** The elements of a D register: {@code bits} wide, at a bit position. */
final class Lanes {
    private static final long[] ONES = {0x0101_0101_0101_0101L, 0x0001_0001_0001_0001L, 0x0000_0001_0000_0001L, 1};

    private Lanes() {}

    /** The lowest bits. */
    static long mask(int bits) {
        return -1L >>> Long.SIZE - bits;
    }

    /** The element, zero-extended. */
    static long unsigned(long register, int position, int bits) {
        return register >>> position & mask(bits);
    }

    /** The element, sign-extended. */
    static long signed(long register, int position, int bits) {
        return register << Long.SIZE - bits - position >> Long.SIZE - bits;
    }

    /** The element extended as it is. */
    static long element(long register, int position, int bits, boolean unsigned) {
        return unsigned ? unsigned(register, position, bits) : signed(register, position, bits);
    }

    /** A register with the value in all elements. */
    static long replicate(long value, int bits) {
        return (value & mask(bits)) * ones(bits);
    }

    /** A register with 1 in all elements. */
    static long ones(int bits) {
        return ONES[28 - Integer.numberOfLeadingZeros(bits)];
    }

    /** A register with the top bit of all elements. */
    static long signs(int bits) {
        return ones(bits) << bits - 1;
    }
}
