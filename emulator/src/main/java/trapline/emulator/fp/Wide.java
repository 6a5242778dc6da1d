package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** An unsigned number of 128 bits: what products, quotients and roots need on their way. */
record Wide(long high, long low) {

    /** The whole product of two unsigned numbers. */
    static Wide product(long a, long b) {
        return new Wide(Math.unsignedMultiplyHigh(a, b), a * b);
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    boolean isLessThan(Wide other) {
        int order = Long.compareUnsigned(high, other.high);
        return order < 0 || order == 0 && Long.compareUnsigned(low, other.low) < 0;
    }

    Wide plus(Wide other) {
        long sum = low + other.low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Wide(high + other.high + carry, sum);
    }

    Wide minus(Wide other) {
        int borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Wide(high - other.high - borrow, low - other.low);
    }

    /** Shifts right, any distance; bits lost make the lowest bit 1. */
    Wide shiftRightSticky(int distance) {
        if (distance <= 0) {
            return this;
        }
        if (distance >= Long.SIZE) {
            long sticky = low == 0 ? 0 : 1;
            return new Wide(0, Rounding.shiftRightSticky(high, distance - Long.SIZE) | sticky);
        }
        long lost = low << Long.SIZE - distance;
        return new Wide(high >>> distance, low >>> distance | high << Long.SIZE - distance | (lost == 0 ? 0 : 1));
    }

    /** The number of a format nearest to {@code this × 2^(exponent − 127)}; it is not zero. */
    long round(CpuState cpu, int fpscr, FloatFormat format, boolean sign, int exponent) {
        int zeros = high == 0 ? Long.SIZE + Long.numberOfLeadingZeros(low) : Long.numberOfLeadingZeros(high);
        long top = zeros >= Long.SIZE ? low << zeros - Long.SIZE : shiftLeft(zeros);
        long rest = zeros >= Long.SIZE ? 0 : low << zeros;
        return Rounding.round(cpu, fpscr, format, sign, exponent - zeros, top | (rest == 0 ? 0 : 1));
    }

    /** The upper half after a shift by less than 64. */
    private long shiftLeft(int distance) {
        return distance == 0 ? high : high << distance | low >>> Long.SIZE - distance;
    }

    /** The quotient by a divisor that is greater than the upper half; its lowest bit is 1 also when there is a remainder. */
    long divideSticky(long divisor) {
        long remainder = high;
        long quotient = low;
        for (int i = 0; i < Long.SIZE; i++) {
            boolean carry = remainder < 0;
            remainder = remainder << 1 | quotient >>> 63;
            quotient <<= 1;
            if (carry || Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        return quotient | (remainder == 0 ? 0 : 1);
    }

    /** The root of a number below 2^124, times four; its lowest bit is 1 when there is a remainder. */
    long squareRootSticky() {
        long remainder = 0;
        long root = 0;
        for (int i = 61; i >= 0; i--) {
            long digits = (i >= 32 ? high >>> 2 * i - Long.SIZE : low >>> 2 * i) & 0b11;
            remainder = remainder << 2 | digits;
            long trial = root << 2 | 1;
            root <<= 1;
            if (Long.compareUnsigned(remainder, trial) >= 0) {
                remainder -= trial;
                root |= 1;
            }
        }
        return root << 2 | (remainder == 0 ? 0 : 1);
    }
}
