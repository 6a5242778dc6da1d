package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** Integer operations of Advanced SIMD, on single elements, which are extended to a long, and on all elements of a D register. */
final class LaneMath {
    private LaneMath() {}

    /** {@code SatQ} (A2.2.1); FPSCR.QC says that it saturated. */
    static long saturate(CpuState cpu, long value, int bits, boolean unsigned) {
        long greatest = Lanes.mask(unsigned ? bits : bits - 1);
        long least = unsigned ? 0 : -greatest - 1;
        if (value > greatest || value < least) {
            cpu.fpscr |= Fpscr.QC;
            return value < least ? least : greatest;
        }
        return value;
    }

    /** The same for an unsigned value of any size. */
    static long saturateUnsigned(CpuState cpu, long value, int bits) {
        if (Long.compareUnsigned(value, Lanes.mask(bits)) > 0) {
            cpu.fpscr |= Fpscr.QC;
            return Lanes.mask(bits);
        }
        return value;
    }

    /** The sum of two elements, saturated. */
    static long addSaturated(CpuState cpu, long x, long y, int bits, boolean unsigned) {
        long sum = x + y;
        if (bits < Long.SIZE) {
            return saturate(cpu, sum, bits, unsigned);
        }
        boolean overflow = unsigned ? Long.compareUnsigned(sum, x) < 0 : ((x ^ sum) & (y ^ sum)) < 0;
        if (overflow) {
            cpu.fpscr |= Fpscr.QC;
            return unsigned ? -1 : x < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    /** The difference of two elements, saturated. */
    static long subtractSaturated(CpuState cpu, long x, long y, int bits, boolean unsigned) {
        long difference = x - y;
        if (bits < Long.SIZE) {
            return saturate(cpu, difference, bits, unsigned);
        }
        boolean overflow = unsigned ? Long.compareUnsigned(x, y) < 0 : ((x ^ y) & (x ^ difference)) < 0;
        if (overflow) {
            cpu.fpscr |= Fpscr.QC;
            return unsigned ? 0 : x < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return difference;
    }

    /** Shifts right by 0 to 64 and more. */
    static long shiftRight(long x, int amount, boolean unsigned) {
        if (amount >= Long.SIZE) {
            return unsigned ? 0 : x >> 63;
        }
        return unsigned ? x >>> amount : x >> amount;
    }

    /** Shifts right and rounds to the nearest, halves upwards. */
    static long shiftRightRounded(long x, int amount, boolean unsigned) {
        if (amount == 0) {
            return x;
        }
        return amount > Long.SIZE ? 0 : shiftRight(x, amount, unsigned) + (x >>> amount - 1 & 1);
    }

    /** Shifts left. */
    static long shiftLeft(long x, int amount) {
        return amount >= Long.SIZE ? 0 : x << amount;
    }

    /** Shifts an element left, saturated; {@code unsigned} is the result, {@code x} is extended as it is. */
    static long shiftLeftSaturated(CpuState cpu, long x, int amount, int bits, boolean unsigned) {
        if (x == 0) {
            return 0;
        }
        long greatest = Lanes.mask(unsigned ? bits : bits - 1);
        boolean fits = amount < bits
                && (unsigned
                        ? Long.compareUnsigned(x, greatest >>> amount) <= 0
                        : x <= greatest >> amount && x >= -greatest - 1 >> amount);
        if (fits) {
            return x << amount;
        }
        cpu.fpscr |= Fpscr.QC;
        return x < 0 && !unsigned ? -greatest - 1 : greatest;
    }

    /** The product of two polynomials over {0, 1} of eight bits. */
    static long polynomialProduct(long x, long y) {
        long product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= (x >>> bit & 1) * ((y & 0xFF) << bit);
        }
        return product;
    }

    /** All elements added. */
    static long add(long n, long m, int bits) {
        if (bits == Long.SIZE) {
            return n + m;
        }
        long signs = Lanes.signs(bits);
        return (n & ~signs) + (m & ~signs) ^ (n ^ m) & signs;
    }

    /** All elements subtracted. */
    static long subtract(long n, long m, int bits) {
        if (bits == Long.SIZE) {
            return n - m;
        }
        long signs = Lanes.signs(bits);
        return (n | signs) - (m & ~signs) ^ (n ^ ~m) & signs;
    }
}
