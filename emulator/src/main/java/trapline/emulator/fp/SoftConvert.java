package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Conversions between floating-point formats, integers and fixed-point numbers (ARM DDI 0406C A2.7.8), in integers. */
final class SoftConvert {
    private static final int SIGN_SHIFT_HALF = 16;

    private SoftConvert() {}

    /** {@code FPSingleToDouble}. */
    static long singleToDouble(CpuState cpu, int fpscr, int a) {
        return convert(cpu, fpscr, FloatFormat.SINGLE, FloatFormat.DOUBLE, a);
    }

    /** {@code FPDoubleToSingle}. */
    static int doubleToSingle(CpuState cpu, int fpscr, long a) {
        return (int) convert(cpu, fpscr, FloatFormat.DOUBLE, FloatFormat.SINGLE, a);
    }

    /** {@code FPHalfToSingle}. */
    static int halfToSingle(CpuState cpu, int fpscr, int a) {
        return (int) convert(cpu, fpscr, FloatFormat.HALF, FloatFormat.SINGLE, a & 0xFFFF);
    }

    /** {@code FPSingleToHalf}; alternative half-precision has neither infinities nor NaNs. */
    static int singleToHalf(CpuState cpu, int fpscr, int a) {
        if ((fpscr & Fpscr.AHP) == 0) {
            return (int) convert(cpu, fpscr, FloatFormat.SINGLE, FloatFormat.HALF, a);
        }
        Unpacked x = Unpacked.of(cpu, fpscr, FloatFormat.SINGLE, a);
        int sign = a >>> SIGN_SHIFT_HALF & 0x8000;
        if (x.isNaN()) {
            Fpscr.raise(cpu, Fpscr.IOC);
            return sign;
        }
        if (x.isInfinity()) {
            Fpscr.raise(cpu, Fpscr.IOC);
            return sign | 0x7FFF;
        }
        return (int) finite(cpu, fpscr, FloatFormat.HALF, x);
    }

    private static long convert(CpuState cpu, int fpscr, FloatFormat from, FloatFormat to, long a) {
        Unpacked x = Unpacked.of(cpu, fpscr, from, a);
        if (x.isNaN()) {
            return convertNaN(cpu, fpscr, from, to, a);
        }
        return x.isInfinity() ? to.infinity(x.sign()) : finite(cpu, fpscr, to, x);
    }

    /** The upper bits of the fraction stay. */
    private static long convertNaN(CpuState cpu, int fpscr, FloatFormat from, FloatFormat to, long a) {
        if ((from.fraction(a) & from.quietBit()) == 0) {
            Fpscr.raise(cpu, Fpscr.IOC);
        }
        if ((fpscr & Fpscr.DN) != 0) {
            return to.defaultNaN();
        }
        int wider = to.fractionBits - from.fractionBits;
        long fraction = wider > 0 ? from.fraction(a) << wider : from.fraction(a) >>> -wider;
        return to.infinity(from.sign(a)) | to.quietBit() | fraction;
    }

    private static long finite(CpuState cpu, int fpscr, FloatFormat to, Unpacked x) {
        return x.isZero() ? to.zero(x.sign()) : Rounding.round(cpu, fpscr, to, x.sign(), x.exponent(), x.significand());
    }

    /** {@code FixedToFP}; the operand has been extended by its sign or with zeros. */
    static long fixedToFloat(CpuState cpu, int fpscr, FloatFormat to, long operand, int fractionBits) {
        if (operand == 0) {
            return to.zero(false);
        }
        boolean sign = operand < 0;
        long magnitude = sign ? -operand : operand;
        int zeros = Long.numberOfLeadingZeros(magnitude);
        return Rounding.round(cpu, fpscr, to, sign, 63 - zeros - fractionBits, magnitude << zeros);
    }

    /**
     * {@code FPToFixed}.
     *
     * @param target bits of the result, or minus as many when it is unsigned
     * @param fractionBits how many of them are fraction
     */
    static int floatToFixed(CpuState cpu, int fpscr, FloatFormat from, long a, int target, int fractionBits) {
        Unpacked x = Unpacked.of(cpu, fpscr, from, a);
        if (x.isNaN()) {
            Fpscr.raise(cpu, Fpscr.IOC);
            return 0;
        }
        if (x.isZero()) {
            return 0;
        }
        int exponent = x.exponent() + fractionBits;
        if (x.isInfinity() || exponent >= Integer.SIZE) {
            return saturated(cpu, target, x.sign());
        }
        int drop = 63 - exponent;
        long rounded = 0;
        long rest = Rounding.shiftRightSticky(x.significand(), drop - Long.SIZE);
        if (drop < Long.SIZE) {
            rounded = x.significand() >>> drop;
            rest = x.significand() << Long.SIZE - drop;
        }
        rounded += Rounding.roundsUp(Fpscr.roundingMode(fpscr), x.sign(), (rounded & 1) != 0, rest) ? 1 : 0;
        long value = x.sign() ? -rounded : rounded;
        if (value > greatest(target) || value < least(target)) {
            return saturated(cpu, target, x.sign());
        }
        if (rest != 0) {
            Fpscr.raise(cpu, Fpscr.IXC);
        }
        return (int) value;
    }

    private static long greatest(int target) {
        return target < 0 ? (1L << -target) - 1 : (1L << target - 1) - 1;
    }

    private static long least(int target) {
        return target < 0 ? 0 : -(1L << target - 1);
    }

    private static int saturated(CpuState cpu, int target, boolean sign) {
        Fpscr.raise(cpu, Fpscr.IOC);
        return (int) (sign ? least(target) : greatest(target));
    }
}
