package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/**
 * Floating-point arithmetic in integers, in the words of the pseudocode (ARM DDI 0406C A2.7.8): every format, rounding mode, exception and
 * NaN rule. {@code fpscr} is what controls it, FPSCR or the standard value; exceptions go to the CPU's FPSCR.
 */
final class SoftFloat {
    private SoftFloat() {}

    /** {@code FPProcessException(FPExc_InvalidOp)}, and the default NaN that comes of it. */
    static long invalid(CpuState cpu, FloatFormat format) {
        Fpscr.raise(cpu, Fpscr.IOC);
        return format.defaultNaN();
    }

    /** {@code FPProcessNaN}. */
    static long processNaN(CpuState cpu, int fpscr, FloatFormat format, Unpacked operand, long bits) {
        if (operand.isSignaling()) {
            Fpscr.raise(cpu, Fpscr.IOC);
        }
        return (fpscr & Fpscr.DN) != 0 ? format.defaultNaN() : bits | format.quietBit();
    }

    /** {@code FPProcessNaNs} of two operands, one of which is a NaN: the first signaling, else the first. */
    private static long processNaNs(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        boolean first = x.isSignaling() || !y.isSignaling() && x.isNaN();
        return first ? processNaN(cpu, fpscr, format, x, a) : processNaN(cpu, fpscr, format, y, b);
    }

    /** {@code FPAdd}. */
    static long add(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        return x.isNaN() || y.isNaN() ? processNaNs(cpu, fpscr, format, a, b) : sum(cpu, fpscr, format, x, y);
    }

    /** {@code FPSub}. */
    static long subtract(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        return x.isNaN() || y.isNaN() ? processNaNs(cpu, fpscr, format, a, b) : sum(cpu, fpscr, format, x, y.negated());
    }

    private static long sum(CpuState cpu, int fpscr, FloatFormat format, Unpacked x, Unpacked y) {
        if (x.isInfinity() && y.isInfinity() && x.sign() != y.sign()) {
            return invalid(cpu, format);
        }
        if (x.isInfinity() || y.isInfinity()) {
            return format.infinity(x.isInfinity() ? x.sign() : y.sign());
        }
        if (x.isZero() && y.isZero()) {
            return format.zero(x.sign() == y.sign() ? x.sign() : signOfZero(fpscr));
        }
        if (x.isZero() || y.isZero()) {
            Unpacked other = x.isZero() ? y : x;
            return Rounding.round(cpu, fpscr, format, other.sign(), other.exponent(), other.significand());
        }
        boolean ordered = x.exponent() > y.exponent()
                || x.exponent() == y.exponent() && Long.compareUnsigned(x.significand(), y.significand()) >= 0;
        return ordered ? sumOrdered(cpu, fpscr, format, x, y) : sumOrdered(cpu, fpscr, format, y, x);
    }

    /** The sign of a sum that is exactly zero. */
    private static boolean signOfZero(int fpscr) {
        return Fpscr.roundingMode(fpscr) == Rounding.MINUS_INFINITY;
    }

    /** The first one's magnitude is not less. Both have eleven bits to spare below. */
    private static long sumOrdered(CpuState cpu, int fpscr, FloatFormat format, Unpacked x, Unpacked y) {
        long large = x.significand() >>> 1;
        long small = Rounding.shiftRightSticky(y.significand(), x.exponent() - y.exponent() + 1);
        long sum = x.sign() == y.sign() ? large + small : large - small;
        if (sum == 0) {
            return format.zero(signOfZero(fpscr));
        }
        int zeros = Long.numberOfLeadingZeros(sum);
        return Rounding.round(cpu, fpscr, format, x.sign(), x.exponent() + 1 - zeros, sum << zeros);
    }

    /** {@code FPMul}. */
    static long multiply(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        if (x.isNaN() || y.isNaN()) {
            return processNaNs(cpu, fpscr, format, a, b);
        }
        boolean sign = x.sign() != y.sign();
        if (x.isInfinity() && y.isZero() || x.isZero() && y.isInfinity()) {
            return invalid(cpu, format);
        }
        if (x.isInfinity() || y.isInfinity()) {
            return format.infinity(sign);
        }
        if (x.isZero() || y.isZero()) {
            return format.zero(sign);
        }
        Wide product = Wide.product(x.significand(), y.significand());
        return product.round(cpu, fpscr, format, sign, x.exponent() + y.exponent() + 1);
    }

    /** {@code FPDiv}. */
    static long divide(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        if (x.isNaN() || y.isNaN()) {
            return processNaNs(cpu, fpscr, format, a, b);
        }
        boolean sign = x.sign() != y.sign();
        if (x.isInfinity() && y.isInfinity() || x.isZero() && y.isZero()) {
            return invalid(cpu, format);
        }
        if (x.isInfinity() || y.isZero()) {
            Fpscr.raise(cpu, x.isInfinity() ? 0 : Fpscr.DZC);
            return format.infinity(sign);
        }
        if (x.isZero() || y.isInfinity()) {
            return format.zero(sign);
        }
        boolean less = Long.compareUnsigned(x.significand(), y.significand()) < 0;
        Wide dividend = less ? new Wide(x.significand(), 0) : new Wide(x.significand() >>> 1, x.significand() << 63);
        long quotient = dividend.divideSticky(y.significand());
        return Rounding.round(cpu, fpscr, format, sign, x.exponent() - y.exponent() - (less ? 1 : 0), quotient);
    }

    /** {@code FPSqrt}. */
    static long squareRoot(CpuState cpu, int fpscr, FloatFormat format, long a) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        if (x.isNaN()) {
            return processNaN(cpu, fpscr, format, x, a);
        }
        if (x.isZero()) {
            return format.zero(x.sign());
        }
        if (x.sign()) {
            return invalid(cpu, format);
        }
        if (x.isInfinity()) {
            return format.infinity(false);
        }
        boolean odd = (x.exponent() & 1) != 0;
        Wide radicand = odd
                ? new Wide(x.significand() >>> 4, x.significand() << 60)
                : new Wide(x.significand() >>> 5, x.significand() << 59);
        return Rounding.round(cpu, fpscr, format, false, x.exponent() >> 1, radicand.squareRootSticky());
    }

    /** {@code FPMulAdd}: {@code addend + a × b}, rounded once. */
    static long multiplyAdd(CpuState cpu, int fpscr, FloatFormat format, long addend, long a, long b) {
        Unpacked z = Unpacked.of(cpu, fpscr, format, addend);
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        boolean noProduct = x.isInfinity() && y.isZero() || x.isZero() && y.isInfinity();
        if (noProduct && !z.isSignaling()) {
            return invalid(cpu, format);
        }
        if (z.isNaN() || x.isNaN() || y.isNaN()) {
            boolean first = z.isSignaling() || z.isNaN() && !x.isSignaling() && !y.isSignaling();
            return first ? processNaN(cpu, fpscr, format, z, addend) : processNaNs(cpu, fpscr, format, a, b);
        }
        boolean sign = x.sign() != y.sign();
        boolean infinity = x.isInfinity() || y.isInfinity();
        boolean zero = x.isZero() || y.isZero();
        if (z.isInfinity() && infinity && z.sign() != sign) {
            return invalid(cpu, format);
        }
        if (z.isInfinity() || infinity) {
            return format.infinity(z.isInfinity() ? z.sign() : sign);
        }
        if (zero) {
            return sum(cpu, fpscr, format, z, Unpacked.zero(sign));
        }
        return sumOfProduct(cpu, fpscr, format, z, x, y);
    }

    /** Product and addend as 128-bit numbers with two bits to spare above, which are multiples of {@code 2^(exponent − 124)}. */
    private static long sumOfProduct(CpuState cpu, int fpscr, FloatFormat format, Unpacked z, Unpacked x, Unpacked y) {
        boolean sign = x.sign() != y.sign();
        int productExponent = x.exponent() + y.exponent();
        Wide product = Wide.product(x.significand(), y.significand()).shiftRightSticky(2);
        if (z.isZero()) {
            return product.round(cpu, fpscr, format, sign, productExponent + 3);
        }
        int exponent = Math.max(productExponent, z.exponent());
        Wide addend = new Wide(z.significand() >>> 3, z.significand() << 61);
        addend = addend.shiftRightSticky(exponent - z.exponent());
        product = product.shiftRightSticky(exponent - productExponent);
        if (z.sign() == sign) {
            return addend.plus(product).round(cpu, fpscr, format, sign, exponent + 3);
        }
        boolean productIsLess = product.isLessThan(addend);
        Wide difference = productIsLess ? addend.minus(product) : product.minus(addend);
        if (difference.isZero()) {
            return format.zero(signOfZero(fpscr));
        }
        return difference.round(cpu, fpscr, format, productIsLess ? z.sign() : sign, exponent + 3);
    }

    /** {@code FPCompare}: N, Z, C and V in bits 31:28. */
    static int compare(CpuState cpu, int fpscr, FloatFormat format, boolean quietNanExc, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        if (x.isNaN() || y.isNaN()) {
            Fpscr.raise(cpu, x.isSignaling() || y.isSignaling() || quietNanExc ? Fpscr.IOC : 0);
            return 0b0011 << 28;
        }
        if (x.isLessThan(y)) {
            return 0b1000 << 28;
        }
        return (y.isLessThan(x) ? 0b0010 : 0b0110) << 28;
    }

    /** {@code FPMax}. */
    static long max(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        if (x.isNaN() || y.isNaN()) {
            return processNaNs(cpu, fpscr, format, a, b);
        }
        Unpacked greater = y.isLessThan(x) ? x : y;
        return chosen(cpu, fpscr, format, greater, x.sign() && y.sign());
    }

    /** {@code FPMin}. */
    static long min(CpuState cpu, int fpscr, FloatFormat format, long a, long b) {
        Unpacked x = Unpacked.of(cpu, fpscr, format, a);
        Unpacked y = Unpacked.of(cpu, fpscr, format, b);
        if (x.isNaN() || y.isNaN()) {
            return processNaNs(cpu, fpscr, format, a, b);
        }
        Unpacked less = x.isLessThan(y) ? x : y;
        return chosen(cpu, fpscr, format, less, x.sign() || y.sign());
    }

    private static long chosen(CpuState cpu, int fpscr, FloatFormat format, Unpacked number, boolean signOfZero) {
        if (number.isInfinity()) {
            return format.infinity(number.sign());
        }
        if (number.isZero()) {
            return format.zero(signOfZero);
        }
        return Rounding.round(cpu, fpscr, format, number.sign(), number.exponent(), number.significand());
    }
}
