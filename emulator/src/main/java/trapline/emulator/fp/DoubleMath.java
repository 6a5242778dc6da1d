package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Double-precision arithmetic, by the host where that gives the same, as {@link SingleMath}. */
final class DoubleMath {
    private static final int SLOW = Fpscr.RMODE;
    private static final int EXPONENT_SHIFT = 52;
    private static final int EXPONENT_ONES = 0x7FF;
    private static final int LARGE = 0x7FC;
    /** From this exponent on, the error of a product or quotient cannot become tiny. */
    private static final int SAFE = 0xA0;

    private DoubleMath() {}

    private static int exponent(long bits) {
        return (int) (bits >>> EXPONENT_SHIFT) & EXPONENT_ONES;
    }

    private static boolean isZero(long bits) {
        return (bits & Long.MAX_VALUE) == 0;
    }

    /** Neither infinite nor a NaN, nor subnormal where that makes a difference. */
    private static boolean isOrdinary(int fpscr, long bits) {
        int exponent = exponent(bits);
        return exponent != EXPONENT_ONES && (exponent != 0 || (fpscr & Fpscr.FZ) == 0 || isZero(bits));
    }

    /** Neither infinite nor a NaN, nor as small as what rounds differently or is tiny. */
    private static boolean isRegular(long bits) {
        int exponent = exponent(bits);
        return exponent >= 2 && exponent < EXPONENT_ONES;
    }

    private static boolean areOrdinary(int fpscr, long a, long b) {
        return (fpscr & Fpscr.FZ) == 0 || isOrdinary(fpscr, a) && isOrdinary(fpscr, b);
    }

    private static boolean needsExactness(CpuState cpu) {
        return (cpu.fpscr & Fpscr.IXC) == 0;
    }

    /** {@code FPAdd}. */
    static long add(CpuState cpu, int fpscr, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double sum = x + y;
        long bits = Double.doubleToRawLongBits(sum);
        if ((fpscr & SLOW) == 0 && isOrdinary(fpscr, bits) && areOrdinary(fpscr, a, b)) {
            if (!needsExactness(cpu)) {
                return bits;
            }
            if (exponent(bits) < LARGE) {
                double part = sum - x;
                boolean exact = x - (sum - part) + (y - part) == 0;
                Fpscr.raise(cpu, exact ? 0 : Fpscr.IXC);
                return bits;
            }
        }
        return SoftFloat.add(cpu, fpscr, FloatFormat.DOUBLE, a, b);
    }

    /** {@code FPSub}. */
    static long subtract(CpuState cpu, int fpscr, long a, long b) {
        long bits = Double.doubleToRawLongBits(Double.longBitsToDouble(a) - Double.longBitsToDouble(b));
        if ((fpscr & SLOW) == 0 && isOrdinary(fpscr, bits) && areOrdinary(fpscr, a, b)) {
            return needsExactness(cpu) ? add(cpu, fpscr, a, b ^ Long.MIN_VALUE) : bits;
        }
        return SoftFloat.subtract(cpu, fpscr, FloatFormat.DOUBLE, a, b);
    }

    /** {@code FPMul}. */
    static long multiply(CpuState cpu, int fpscr, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double product = x * y;
        long bits = Double.doubleToRawLongBits(product);
        boolean zero = isZero(bits) && (isZero(a) || isZero(b));
        if ((fpscr & SLOW) == 0 && (isRegular(bits) || zero) && areOrdinary(fpscr, a, b)) {
            if (!needsExactness(cpu) || zero) {
                return bits;
            }
            if (exponent(bits) >= SAFE) {
                Fpscr.raise(cpu, Math.fma(x, y, -product) == 0 ? 0 : Fpscr.IXC);
                return bits;
            }
        }
        return SoftFloat.multiply(cpu, fpscr, FloatFormat.DOUBLE, a, b);
    }

    /** {@code FPDiv}. */
    static long divide(CpuState cpu, int fpscr, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double quotient = x / y;
        long bits = Double.doubleToRawLongBits(quotient);
        if ((fpscr & SLOW) == 0 && isRegular(bits) && areOrdinary(fpscr, a, b)) {
            if (!needsExactness(cpu)) {
                return bits;
            }
            if (exponent(a) >= SAFE && exponent(bits) < LARGE) {
                Fpscr.raise(cpu, Math.fma(quotient, y, -x) == 0 ? 0 : Fpscr.IXC);
                return bits;
            }
        }
        return SoftFloat.divide(cpu, fpscr, FloatFormat.DOUBLE, a, b);
    }

    /** {@code FPSqrt}. */
    static long squareRoot(CpuState cpu, int fpscr, long a) {
        double x = Double.longBitsToDouble(a);
        double root = Math.sqrt(x);
        long bits = Double.doubleToRawLongBits(root);
        if ((fpscr & SLOW) == 0 && isRegular(bits) && exponent(a) >= SAFE) {
            if (needsExactness(cpu) && Math.fma(root, root, -x) != 0) {
                Fpscr.raise(cpu, Fpscr.IXC);
            }
            return bits;
        }
        return SoftFloat.squareRoot(cpu, fpscr, FloatFormat.DOUBLE, a);
    }

    /** {@code FPMulAdd}. */
    static long multiplyAdd(CpuState cpu, int fpscr, long addend, long a, long b) {
        double fused =
                Math.fma(Double.longBitsToDouble(a), Double.longBitsToDouble(b), Double.longBitsToDouble(addend));
        long bits = Double.doubleToRawLongBits(fused);
        boolean ordinary = areOrdinary(fpscr, a, b) && isOrdinary(fpscr, addend);
        if ((fpscr & SLOW) == 0 && isRegular(bits) && ordinary && !needsExactness(cpu)) {
            return bits;
        }
        return SoftFloat.multiplyAdd(cpu, fpscr, FloatFormat.DOUBLE, addend, a, b);
    }

    /** {@code FPCompare}. */
    static int compare(CpuState cpu, int fpscr, boolean quietNanExc, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
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
        return SoftFloat.compare(cpu, fpscr, FloatFormat.DOUBLE, quietNanExc, a, b);
    }

    /** {@code FPAbs}. */
    static long abs(long a) {
        return a & Long.MAX_VALUE;
    }

    /** {@code FPNeg}. */
    static long negate(long a) {
        return a ^ Long.MIN_VALUE;
    }
}
