package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** {@code FPRound} (ARM DDI 0406C A2.7.8): the nearest numbers of a format, and what rounding to them raises. */
final class Rounding {
    static final int NEAREST = 0b00;
    static final int PLUS_INFINITY = 0b01;
    static final int MINUS_INFINITY = 0b10;
    static final int ZERO = 0b11;

    private Rounding() {}

    /** Whether a magnitude between two numbers becomes the greater. {@code rest} is what is beyond the mantissa, as a fraction of 2^64. */
    static boolean roundsUp(int mode, boolean sign, boolean odd, long rest) {
        return switch (mode) {
            case NEAREST -> rest < 0 && (rest != Long.MIN_VALUE || odd);
            case PLUS_INFINITY -> rest != 0 && !sign;
            case MINUS_INFINITY -> rest != 0 && sign;
            default -> false;
        };
    }

    /** Shifts right, any distance; bits lost make the lowest bit 1, so that what is not exact stays so. */
    static long shiftRightSticky(long value, int distance) {
        if (distance <= 0) {
            return value;
        }
        if (distance >= Long.SIZE) {
            return value == 0 ? 0 : 1;
        }
        long lost = value << Long.SIZE - distance;
        return value >>> distance | (lost == 0 ? 0 : 1);
    }

    /**
     * The number nearest to {@code significand × 2^(exponent − 63)}. The significand's top bit is set, and its lowest one also when there is
     * more beyond it.
     */
    static long round(CpuState cpu, int fpscr, FloatFormat format, boolean sign, int exponent, long significand) {
        int minimum = 1 - format.bias;
        boolean tiny = exponent < minimum;
        if (tiny && format != FloatFormat.HALF && (fpscr & Fpscr.FZ) != 0) {
            Fpscr.raise(cpu, Fpscr.UFC);
            return format.zero(sign);
        }
        int biased = tiny ? 0 : exponent + format.bias;
        long aligned = tiny ? shiftRightSticky(significand, minimum - exponent) : significand;
        int drop = 63 - format.fractionBits;
        long mantissa = aligned >>> drop;
        long rest = aligned << Long.SIZE - drop;
        if (tiny && rest != 0) {
            Fpscr.raise(cpu, Fpscr.UFC);
        }
        int mode = Fpscr.roundingMode(fpscr);
        if (roundsUp(mode, sign, (mantissa & 1) != 0, rest)) {
            mantissa++;
            boolean carried = mantissa == 2L << format.fractionBits;
            boolean becameNormal = tiny && mantissa == 1L << format.fractionBits;
            biased += carried || becameNormal ? 1 : 0;
            mantissa >>>= carried ? 1 : 0;
        }
        if (format == FloatFormat.HALF && (fpscr & Fpscr.AHP) != 0) {
            return packAlternative(cpu, sign, biased, mantissa, rest != 0);
        }
        if (biased >= format.allOnes) {
            return overflow(cpu, mode, format, sign);
        }
        if (rest != 0) {
            Fpscr.raise(cpu, Fpscr.IXC);
        }
        return format.pack(sign, biased, mantissa);
    }

    private static long overflow(CpuState cpu, int mode, FloatFormat format, boolean sign) {
        Fpscr.raise(cpu, Fpscr.OFC | Fpscr.IXC);
        boolean toInfinity = mode == NEAREST || mode == (sign ? MINUS_INFINITY : PLUS_INFINITY);
        return toInfinity ? format.infinity(sign) : format.maxNormal(sign);
    }

    /** Alternative half-precision has no infinities: what is too large is invalid, and becomes the largest number. */
    private static long packAlternative(CpuState cpu, boolean sign, int biased, long mantissa, boolean inexact) {
        FloatFormat half = FloatFormat.HALF;
        if (biased > half.allOnes) {
            Fpscr.raise(cpu, Fpscr.IOC);
            return half.zero(sign) | half.signBit() - 1;
        }
        if (inexact) {
            Fpscr.raise(cpu, Fpscr.IXC);
        }
        return half.pack(sign, biased, mantissa);
    }
}
