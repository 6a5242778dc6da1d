package trapline.emulator.fp;

/** The floating-point formats (ARM DDI 0406C A2.7.1, A2.7.2): sign, exponent and fraction, from the top. */
enum FloatFormat {
    /** Half-precision. */
    HALF(5, 10),
    /** Single-precision. */
    SINGLE(8, 23),
    /** Double-precision. */
    DOUBLE(11, 52);

    final int fractionBits;
    final int bias;
    /** The exponent field of infinities and NaNs. */
    final int allOnes;

    FloatFormat(int exponentBits, int fractionBits) {
        this.fractionBits = fractionBits;
        bias = (1 << exponentBits - 1) - 1;
        allOnes = (1 << exponentBits) - 1;
    }

    int exponent(long bits) {
        return (int) (bits >>> fractionBits) & allOnes;
    }

    long fraction(long bits) {
        return bits & (1L << fractionBits) - 1;
    }

    boolean sign(long bits) {
        return (bits & signBit()) != 0;
    }

    long signBit() {
        return (allOnes + 1L) << fractionBits;
    }

    private long withSign(boolean sign, long magnitude) {
        return sign ? signBit() | magnitude : magnitude;
    }

    /** {@code FPZero}. */
    long zero(boolean sign) {
        return withSign(sign, 0);
    }

    /** {@code FPInfinity}. */
    long infinity(boolean sign) {
        return withSign(sign, (long) allOnes << fractionBits);
    }

    /** {@code FPMaxNormal}. */
    long maxNormal(boolean sign) {
        return withSign(sign, ((long) allOnes << fractionBits) - 1);
    }

    /** {@code FPDefaultNaN}. */
    long defaultNaN() {
        return (long) allOnes << fractionBits | quietBit();
    }

    /** The fraction's top bit, which quiet NaNs have set. */
    long quietBit() {
        return 1L << fractionBits - 1;
    }

    /** A number: a biased exponent, and a mantissa with the bit above its fraction, which subnormal numbers have clear. */
    long pack(boolean sign, int biased, long mantissa) {
        return withSign(sign, ((long) Math.max(biased - 1, 0) << fractionBits) + mantissa);
    }
}
