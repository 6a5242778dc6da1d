package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/**
 * Estimates and steps of reciprocals and of reciprocal square roots (ARM DDI 0406C A2.7.9), all by the standard FPSCR value. The estimates
 * have nine bits, the top one set.
 */
final class Estimates {
    private static final int TWO = 0x4000_0000;
    private static final int THREE = 0x4040_0000;
    private static final int HALF = 0x3F00_0000;
    private static final FloatFormat SINGLE = FloatFormat.SINGLE;

    private Estimates() {}

    /** {@code recip_estimate} of {@code a / 512}, a from 256 to 511. */
    private static int reciprocal(int a) {
        return (1 << 19) / (2 * a + 1) + 1 >>> 1;
    }

    /** {@code recip_sqrt_estimate} of {@code a / 512}, a from 128 to 511. */
    private static int reciprocalSquareRoot(int a) {
        int doubled = a < 256 ? 2 * a + 1 : 2 * (a | 1);
        int b = 512;
        while ((long) doubled * (b + 1) * (b + 1) < 1L << 28) {
            b++;
        }
        return b + 1 >>> 1;
    }

    /** {@code UnsignedRecipEstimate}. */
    static int unsignedReciprocal(int a) {
        return a >= 0 ? -1 : reciprocal(a >>> 23) << 23;
    }

    /** {@code UnsignedRSqrtEstimate}. */
    static int unsignedReciprocalSquareRoot(int a) {
        return a >>> 30 == 0 ? -1 : reciprocalSquareRoot(a >>> 23) << 23;
    }

    private static int standardNaN(CpuState cpu, Unpacked x, int a) {
        return (int) SoftFloat.processNaN(cpu, Fpscr.standard(cpu), SINGLE, x, a);
    }

    /** {@code FPRecipEstimate}. */
    static int reciprocal(CpuState cpu, int a) {
        Unpacked x = Unpacked.of(cpu, Fpscr.standard(cpu), SINGLE, a);
        if (x.isNaN()) {
            return standardNaN(cpu, x, a);
        }
        if (x.isInfinity()) {
            return (int) SINGLE.zero(x.sign());
        }
        if (x.isZero()) {
            Fpscr.raise(cpu, Fpscr.DZC);
            return (int) SINGLE.infinity(x.sign());
        }
        if (x.exponent() >= 126) {
            Fpscr.raise(cpu, Fpscr.UFC);
            return (int) SINGLE.zero(x.sign());
        }
        int estimate = reciprocal((int) (x.significand() >>> 55));
        return (int) SINGLE.pack(x.sign(), 253 - (x.exponent() + SINGLE.bias), (long) estimate << 15);
    }

    /** {@code FPRSqrtEstimate}. */
    static int reciprocalSquareRoot(CpuState cpu, int a) {
        Unpacked x = Unpacked.of(cpu, Fpscr.standard(cpu), SINGLE, a);
        if (x.isNaN()) {
            return standardNaN(cpu, x, a);
        }
        if (x.isZero()) {
            Fpscr.raise(cpu, Fpscr.DZC);
            return (int) SINGLE.infinity(x.sign());
        }
        if (x.sign()) {
            return (int) SoftFloat.invalid(cpu, SINGLE);
        }
        if (x.isInfinity()) {
            return (int) SINGLE.zero(false);
        }
        int biased = x.exponent() + SINGLE.bias;
        int scaled = (int) (x.significand() >>> ((biased & 1) == 0 ? 55 : 56));
        return (int) SINGLE.pack(false, 380 - biased >> 1, (long) reciprocalSquareRoot(scaled) << 15);
    }

    /** {@code FPRecipStep}: 2 − a × b. */
    static int reciprocalStep(CpuState cpu, int a, int b) {
        return step(cpu, TWO, a, b);
    }

    /** {@code FPRSqrtStep}: (3 − a × b) / 2. */
    static int reciprocalSquareRootStep(CpuState cpu, int a, int b) {
        int fpscr = Fpscr.standard(cpu);
        return (int) SoftFloat.multiply(cpu, fpscr, SINGLE, step(cpu, THREE, a, b), HALF);
    }

    /** A product of zero and infinity counts as zero. */
    private static int step(CpuState cpu, int minuend, int a, int b) {
        int fpscr = Fpscr.standard(cpu);
        Unpacked x = Unpacked.of(cpu, fpscr, SINGLE, a);
        Unpacked y = Unpacked.of(cpu, fpscr, SINGLE, b);
        boolean noProduct = x.isInfinity() && y.isZero() || x.isZero() && y.isInfinity();
        int product = noProduct ? 0 : SingleMath.multiply(cpu, fpscr, a, b);
        return SingleMath.subtract(cpu, fpscr, minuend, product);
    }
}
