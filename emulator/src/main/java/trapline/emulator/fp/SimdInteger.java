package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.ThreeSameOp;

/** Advanced SIMD on three registers of the same length, integers and bits (ARM DDI 0406C A7.4.1). */
public final class SimdInteger {
    private SimdInteger() {}

    /** A {@link ThreeSameOp} on D or Q registers. */
    public static void threeSame(CpuState cpu, int imm) {
        ThreeSameOp op = ThreeSameOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int n = Packed.n(imm);
        int m = Packed.m(imm);
        if (op.isPairwise()) {
            registers[d] = pairwise(op, imm, registers[n], registers[m]);
            return;
        }
        registers[d] = compute(cpu, op, imm, registers[d], registers[n], registers[m]);
        if (Packed.isQuadword(imm)) {
            registers[d + 1] = compute(cpu, op, imm, registers[d + 1], registers[n + 1], registers[m + 1]);
        }
    }

    /** The same with a scalar: element {@code amount} of {@code D[m]} in the place of every element of the second operand. */
    public static void byScalar(CpuState cpu, int imm) {
        ThreeSameOp op = ThreeSameOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int n = Packed.n(imm);
        int bits = 8 << Packed.size(imm);
        long scalar = Lanes.replicate(registers[Packed.m(imm)] >>> Packed.amountOf(imm) * bits, bits);
        registers[d] = compute(cpu, op, imm, registers[d], registers[n], scalar);
        if (Packed.isQuadword(imm)) {
            registers[d + 1] = compute(cpu, op, imm, registers[d + 1], registers[n + 1], scalar);
        }
    }

    private static long compute(CpuState cpu, ThreeSameOp op, int imm, long d, long n, long m) {
        int bits = 8 << Packed.size(imm);
        return switch (op) {
            case VAND -> n & m;
            case VBIC -> n & ~m;
            case VORR -> n | m;
            case VORN -> n | ~m;
            case VEOR -> n ^ m;
            case VBSL -> n & d | m & ~d;
            case VBIT -> n & m | d & ~m;
            case VBIF -> n & ~m | d & m;
            case VADD -> LaneMath.add(n, m, bits);
            case VSUB -> LaneMath.subtract(n, m, bits);
            case VMLA -> LaneMath.add(d, multiply(n, m, bits), bits);
            case VMLS -> LaneMath.subtract(d, multiply(n, m, bits), bits);
            case VMUL -> multiply(n, m, bits);
            case VMULP -> multiplyPolynomials(n, m);
            case VABA -> LaneMath.add(d, absoluteDifference(n, m, bits, Packed.isUnsigned(imm)), bits);
            case VABD -> absoluteDifference(n, m, bits, Packed.isUnsigned(imm));
            case VCGT, VCGE, VCEQ, VTST -> compare(op, n, m, bits, Packed.isUnsigned(imm));
            case VMAX, VMIN -> choose(op == ThreeSameOp.VMAX, n, m, bits, Packed.isUnsigned(imm));
            case VHADD, VRHADD, VHSUB -> halve(op, n, m, bits, Packed.isUnsigned(imm));
            case VQADD, VQSUB, VSHL, VQSHL, VRSHL, VQRSHL, VQDMULH, VQRDMULH -> saturating(cpu, op, imm, n, m);
            case VPMAX, VPMIN, VPADD -> throw new IllegalStateException(op + " is pairwise");
        };
    }

    private static long multiply(long n, long m, int bits) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            result |= ((n >>> at) * (m >>> at) & Lanes.mask(bits)) << at;
        }
        return result;
    }

    private static long multiplyPolynomials(long n, long m) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 8) {
            result |= (LaneMath.polynomialProduct(n >>> at & 0xFF, m >>> at & 0xFF) & 0xFF) << at;
        }
        return result;
    }

    private static long absoluteDifference(long n, long m, int bits, boolean unsigned) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long difference = Lanes.element(n, at, bits, unsigned) - Lanes.element(m, at, bits, unsigned);
            result |= (Math.abs(difference) & Lanes.mask(bits)) << at;
        }
        return result;
    }

    private static long compare(ThreeSameOp op, long n, long m, int bits, boolean unsigned) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long x = Lanes.element(n, at, bits, unsigned);
            long y = Lanes.element(m, at, bits, unsigned);
            boolean holds = op == ThreeSameOp.VCGT
                    ? x > y
                    : op == ThreeSameOp.VCGE ? x >= y : op == ThreeSameOp.VCEQ ? x == y : (x & y) != 0;
            result |= holds ? Lanes.mask(bits) << at : 0;
        }
        return result;
    }

    private static long choose(boolean max, long n, long m, int bits, boolean unsigned) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long x = Lanes.element(n, at, bits, unsigned);
            long y = Lanes.element(m, at, bits, unsigned);
            result |= (x > y == max ? x : y) << at & Lanes.mask(bits) << at;
        }
        return result;
    }

    private static long halve(ThreeSameOp op, long n, long m, int bits, boolean unsigned) {
        long result = 0;
        int round = op == ThreeSameOp.VRHADD ? 1 : 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long x = Lanes.element(n, at, bits, unsigned);
            long y = Lanes.element(m, at, bits, unsigned);
            long sum = op == ThreeSameOp.VHSUB ? x - y : x + y;
            result |= (sum + round >> 1 & Lanes.mask(bits)) << at;
        }
        return result;
    }

    private static long saturating(CpuState cpu, ThreeSameOp op, int imm, long n, long m) {
        int bits = 8 << Packed.size(imm);
        boolean unsigned = Packed.isUnsigned(imm);
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long x = Lanes.element(n, at, bits, unsigned);
            long y = Lanes.element(m, at, bits, unsigned);
            long value =
                    switch (op) {
                        case VQADD -> LaneMath.addSaturated(cpu, x, y, bits, unsigned);
                        case VQSUB -> LaneMath.subtractSaturated(cpu, x, y, bits, unsigned);
                        case VQDMULH -> LaneMath.saturate(cpu, x * y >> bits - 1, bits, false);
                        case VQRDMULH -> LaneMath.saturate(cpu, x * y + (1L << bits - 2) >> bits - 1, bits, false);
                        default -> shift(cpu, op, imm, y, (byte) x);
                    };
            result |= (value & Lanes.mask(bits)) << at;
        }
        return result;
    }

    /** By a signed amount: to the left, or when it is negative to the right. */
    private static long shift(CpuState cpu, ThreeSameOp op, int imm, long value, int amount) {
        boolean unsigned = Packed.isUnsigned(imm);
        if (amount < 0) {
            boolean rounded = op == ThreeSameOp.VRSHL || op == ThreeSameOp.VQRSHL;
            return rounded
                    ? LaneMath.shiftRightRounded(value, -amount, unsigned)
                    : LaneMath.shiftRight(value, -amount, unsigned);
        }
        boolean saturated = op == ThreeSameOp.VQSHL || op == ThreeSameOp.VQRSHL;
        return saturated
                ? LaneMath.shiftLeftSaturated(cpu, value, amount, 8 << Packed.size(imm), unsigned)
                : LaneMath.shiftLeft(value, amount);
    }

    /** The lower half of the result from neighbours in the first register, the upper half from those in the second. */
    private static long pairwise(ThreeSameOp op, int imm, long n, long m) {
        return pairwise(op, imm, n) | pairwise(op, imm, m) << 32;
    }

    private static long pairwise(ThreeSameOp op, int imm, long register) {
        int bits = 8 << Packed.size(imm);
        boolean unsigned = Packed.isUnsigned(imm);
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 2 * bits) {
            long x = Lanes.element(register, at, bits, unsigned);
            long y = Lanes.element(register, at + bits, bits, unsigned);
            long value = op == ThreeSameOp.VPADD ? x + y : x > y == (op == ThreeSameOp.VPMAX) ? x : y;
            result |= (value & Lanes.mask(bits)) << at / 2;
        }
        return result;
    }
}
