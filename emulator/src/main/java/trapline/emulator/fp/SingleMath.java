package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/**
 * Single-precision arithmetic: by the host where that gives the same, which is in round-to-nearest, with an ordinary result; by {@link
 * SoftFloat} else. Whether a result is exact is only looked at while FPSCR.IXC is clear.
 */
final class SingleMath {
    /** What sends every operation to {@link SoftFloat}. */
    private static final int SLOW = Fpscr.RMODE;

    private static final int EXPONENT_SHIFT = 23;
    private static final int EXPONENT_ONES = 0xFF;
    private static final int MAGNITUDE = 0x7FFF_FFFF;
    /** Sums nearer to overflow than this are not split into a sum and its error. */
    private static final int LARGE = 0xFC;

    private SingleMath() {}

    private static int exponent(int bits) {
        return bits >>> EXPONENT_SHIFT & EXPONENT_ONES;
    }

    private static boolean isZero(int bits) {
        return (bits & MAGNITUDE) == 0;
    }

    /** Neither infinite nor a NaN, nor subnormal where that makes a difference. */
    private static boolean isOrdinary(int fpscr, int bits) {
        int exponent = exponent(bits);
        return exponent != EXPONENT_ONES && (exponent != 0 || (fpscr & Fpscr.FZ) == 0 || isZero(bits));
    }

    /** Neither infinite nor a NaN, nor as small as what rounds differently or is tiny. */
    private static boolean isRegular(int bits) {
        return exponent(bits) - 2 < EXPONENT_ONES - 2 && exponent(bits) >= 2;
    }

    private static boolean areOrdinary(int fpscr, int a, int b) {
        return (fpscr & Fpscr.FZ) == 0 || isOrdinary(fpscr, a) && isOrdinary(fpscr, b);
    }

    private static boolean needsExactness(CpuState cpu) {
        return (cpu.fpscr & Fpscr.IXC) == 0;
    }

    /** {@code FPAdd}. */
    static int add(CpuState cpu, int fpscr, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        float sum = x + y;
        int bits = Float.floatToRawIntBits(sum);
        if ((fpscr & SLOW) == 0 && isOrdinary(fpscr, bits) && areOrdinary(fpscr, a, b)) {
            if (!needsExactness(cpu)) {
                return bits;
            }
            if (exponent(bits) < LARGE) {
                float part = sum - x;
                boolean exact = x - (sum - part) + (y - part) == 0;
                Fpscr.raise(cpu, exact ? 0 : Fpscr.IXC);
                return bits;
            }
        }
        return (int) SoftFloat.add(cpu, fpscr, FloatFormat.SINGLE, a, b);
    }

    /** {@code FPSub}. */
    static int subtract(CpuState cpu, int fpscr, int a, int b) {
        int bits = Float.floatToRawIntBits(Float.intBitsToFloat(a) - Float.intBitsToFloat(b));
        if ((fpscr & SLOW) == 0 && isOrdinary(fpscr, bits) && areOrdinary(fpscr, a, b)) {
            return needsExactness(cpu) ? add(cpu, fpscr, a, b ^ Integer.MIN_VALUE) : bits;
        }
        return (int) SoftFloat.subtract(cpu, fpscr, FloatFormat.SINGLE, a, b);
    }

    /** {@code FPMul}. */
    static int multiply(CpuState cpu, int fpscr, int a, int b) {
        double product = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
        float rounded = (float) product;
        int bits = Float.floatToRawIntBits(rounded);
        boolean regular = isRegular(bits) || isZero(bits) && (isZero(a) || isZero(b));
        if ((fpscr & SLOW) == 0 && regular && areOrdinary(fpscr, a, b)) {
            if (needsExactness(cpu) && rounded != product) {
                Fpscr.raise(cpu, Fpscr.IXC);
            }
            return bits;
        }
        return (int) SoftFloat.multiply(cpu, fpscr, FloatFormat.SINGLE, a, b);
    }

    /** {@code FPDiv}. */
    static int divide(CpuState cpu, int fpscr, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        float quotient = x / y;
        int bits = Float.floatToRawIntBits(quotient);
        if ((fpscr & SLOW) == 0 && isRegular(bits) && areOrdinary(fpscr, a, b)) {
            if (needsExactness(cpu) && (double) quotient * y != x) {
                Fpscr.raise(cpu, Fpscr.IXC);
            }
            return bits;
        }
        return (int) SoftFloat.divide(cpu, fpscr, FloatFormat.SINGLE, a, b);
    }

    /** {@code FPSqrt}. */
    static int squareRoot(CpuState cpu, int fpscr, int a) {
        float x = Float.intBitsToFloat(a);
        float root = (float) Math.sqrt(x);
        int bits = Float.floatToRawIntBits(root);
        if ((fpscr & SLOW) == 0 && isRegular(bits) && isRegular(a)) {
            if (needsExactness(cpu) && (double) root * root != x) {
                Fpscr.raise(cpu, Fpscr.IXC);
            }
            return bits;
        }
        return (int) SoftFloat.squareRoot(cpu, fpscr, FloatFormat.SINGLE, a);
    }

    /** {@code FPMulAdd}. */
    static int multiplyAdd(CpuState cpu, int fpscr, int addend, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        float z = Float.intBitsToFloat(addend);
        float fused = Math.fma(x, y, z);
        int bits = Float.floatToRawIntBits(fused);
        boolean ordinary = areOrdinary(fpscr, a, b) && isOrdinary(fpscr, addend);
        if ((fpscr & SLOW) == 0 && isRegular(bits) && ordinary) {
            if (needsExactness(cpu) && !isExact((double) x * y, z, fused)) {
                Fpscr.raise(cpu, Fpscr.IXC);
            }
            return bits;
        }
        return (int) SoftFloat.multiplyAdd(cpu, fpscr, FloatFormat.SINGLE, addend, a, b);
    }

    /** Whether the sum is the single-precision number; the error of the sum is exact. */
    private static boolean isExact(double product, double addend, float result) {
        double sum = product + addend;
        double part = sum - product;
        return product - (sum - part) + (addend - part) == 0 && sum == result;
    }

    /** {@code FPCompare}. */
    static int compare(CpuState cpu, int fpscr, boolean quietNanExc, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        if (areOrdinary(fpscr, a, b)) {
            if (x < y) {
                return 0b1000 << 28;
            }
            if (x > y) {
                return 0b0010 << 28;
            }
            if (x == y) {
                return 0b0110 << 28;
            }
        }
        return SoftFloat.compare(cpu, fpscr, FloatFormat.SINGLE, quietNanExc, a, b);
    }

    /** {@code FPMax}. */
    static int max(CpuState cpu, int fpscr, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        if (x != y && isOrdinary(fpscr, a) && isOrdinary(fpscr, b)) {
            return x > y ? a : b;
        }
        return (int) SoftFloat.max(cpu, fpscr, FloatFormat.SINGLE, a, b);
    }

    /** {@code FPMin}. */
    static int min(CpuState cpu, int fpscr, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        if (x != y && isOrdinary(fpscr, a) && isOrdinary(fpscr, b)) {
            return x < y ? a : b;
        }
        return (int) SoftFloat.min(cpu, fpscr, FloatFormat.SINGLE, a, b);
    }

    /** {@code FPAbs}. */
    static int abs(int a) {
        return a & MAGNITUDE;
    }

    /** {@code FPNeg}. */
    static int negate(int a) {
        return a ^ Integer.MIN_VALUE;
    }
}
