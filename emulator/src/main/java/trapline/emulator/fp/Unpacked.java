package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/**
 * A floating-point value taken apart, {@code FPUnpack} (ARM DDI 0406C A2.7.8).
 *
 * @param exponent of a non-zero number: its value is {@code significand × 2^(exponent − 63)}
 * @param significand of a non-zero number, its top bit set
 */
record Unpacked(Type type, boolean sign, int exponent, long significand) {
    /** {@code FPType}. */
    enum Type {
        NONZERO,
        ZERO,
        INFINITY,
        QUIET_NAN,
        SIGNALING_NAN
    }

    /** Takes apart; a subnormal operand counts as zero where FPSCR.FZ says so, but not one of half-precision. */
    static Unpacked of(CpuState cpu, int fpscr, FloatFormat format, long bits) {
        boolean sign = format.sign(bits);
        int exponent = format.exponent(bits);
        long fraction = format.fraction(bits);
        boolean alternative = format == FloatFormat.HALF && (fpscr & Fpscr.AHP) != 0;
        if (exponent == format.allOnes && !alternative) {
            return special(format, sign, fraction);
        }
        if (exponent == 0) {
            return subnormal(cpu, fpscr, format, sign, fraction);
        }
        long significand = 1L << 63 | fraction << 63 - format.fractionBits;
        return new Unpacked(Type.NONZERO, sign, exponent - format.bias, significand);
    }

    private static Unpacked special(FloatFormat format, boolean sign, long fraction) {
        if (fraction == 0) {
            return new Unpacked(Type.INFINITY, sign, 0, 0);
        }
        boolean quiet = (fraction & format.quietBit()) != 0;
        return new Unpacked(quiet ? Type.QUIET_NAN : Type.SIGNALING_NAN, sign, 0, 0);
    }

    private static Unpacked subnormal(CpuState cpu, int fpscr, FloatFormat format, boolean sign, long fraction) {
        if (fraction != 0 && format != FloatFormat.HALF && (fpscr & Fpscr.FZ) != 0) {
            Fpscr.raise(cpu, Fpscr.IDC);
            return zero(sign);
        }
        if (fraction == 0) {
            return zero(sign);
        }
        int zeros = Long.numberOfLeadingZeros(fraction);
        int exponent = 1 - format.bias - format.fractionBits + 63 - zeros;
        return new Unpacked(Type.NONZERO, sign, exponent, fraction << zeros);
    }

    static Unpacked zero(boolean sign) {
        return new Unpacked(Type.ZERO, sign, 0, 0);
    }

    boolean isNaN() {
        return type == Type.QUIET_NAN || type == Type.SIGNALING_NAN;
    }

    boolean isSignaling() {
        return type == Type.SIGNALING_NAN;
    }

    boolean isInfinity() {
        return type == Type.INFINITY;
    }

    boolean isZero() {
        return type == Type.ZERO;
    }

    Unpacked negated() {
        return new Unpacked(type, !sign, exponent, significand);
    }

    /** Whether the number is less than another, neither being a NaN. */
    boolean isLessThan(Unpacked other) {
        if (isZero() && other.isZero()) {
            return false;
        }
        if (isZero()) {
            return !other.sign;
        }
        if (other.isZero() || sign != other.sign) {
            return sign;
        }
        return sign ? other.hasLessMagnitude(this) : hasLessMagnitude(other);
    }

    private boolean hasLessMagnitude(Unpacked other) {
        if (isInfinity() || other.isInfinity()) {
            return !isInfinity();
        }
        return exponent < other.exponent
                || exponent == other.exponent && Long.compareUnsigned(significand, other.significand) < 0;
    }

    /** Whether the two are equal, neither being a NaN. */
    boolean isEqualTo(Unpacked other) {
        return !isLessThan(other) && !other.isLessThan(this);
    }
}
