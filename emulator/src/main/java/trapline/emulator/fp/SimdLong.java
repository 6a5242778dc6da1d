package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.Lengths;
import trapline.emulator.isa.SimdOps.ThreeDifferentOp;

/** Advanced SIMD on three registers of different lengths (ARM DDI 0406C A7.4.2). */
public final class SimdLong {
    private SimdLong() {}

    /** A {@link ThreeDifferentOp}; the size is that of the narrow elements. */
    public static void threeDifferent(CpuState cpu, int imm) {
        ThreeDifferentOp op = ThreeDifferentOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int n = Packed.n(imm);
        int m = Packed.m(imm);
        if (op.lengths() == Lengths.NARROW) {
            long low = narrow(op, imm, registers[n], registers[m]);
            long high = narrow(op, imm, registers[n + 1], registers[m + 1]);
            registers[Packed.d(imm)] = low | high << 32;
        } else {
            boolean wide = op.lengths() == Lengths.WIDE;
            combine(cpu, op, imm, registers[n], wide ? registers[n + 1] : registers[n] >>> 32, registers[m]);
        }
    }

    /** The same with a scalar: element {@code amount} of {@code D[m]} in the place of every element of the second operand. */
    public static void byScalar(CpuState cpu, int imm) {
        int bits = 8 << Packed.size(imm);
        long[] registers = cpu.extension;
        long scalar = Lanes.replicate(registers[Packed.m(imm)] >>> Packed.amountOf(imm) * bits, bits);
        long n = registers[Packed.n(imm)];
        combine(cpu, ThreeDifferentOp.of(Packed.op(imm)), imm, n, n >>> 32, scalar);
    }

    /** Both halves of the result, from the elements of the first operand for each. */
    private static void combine(CpuState cpu, ThreeDifferentOp op, int imm, long nLow, long nHigh, long m) {
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        long low = half(cpu, op, imm, registers[d], nLow, m);
        registers[d + 1] = half(cpu, op, imm, registers[d + 1], nHigh, m >>> 32);
        registers[d] = low;
    }

    /** One D register of long elements, from as many narrow elements in the lower halves. */
    private static long half(CpuState cpu, ThreeDifferentOp op, int imm, long d, long n, long m) {
        int bits = 8 << Packed.size(imm);
        int wide = 2 * bits;
        boolean unsigned = Packed.isUnsigned(imm);
        long result = 0;
        for (int at = 0; at < 32; at += bits) {
            long x = op.lengths() == Lengths.WIDE
                    ? Lanes.element(n, 2 * at, wide, unsigned)
                    : Lanes.element(n, at, bits, unsigned);
            long y = Lanes.element(m, at, bits, unsigned);
            long value = compute(cpu, op, wide, Lanes.signed(d, 2 * at, wide), x, y);
            result |= (value & Lanes.mask(wide)) << 2 * at;
        }
        return result;
    }

    private static long compute(CpuState cpu, ThreeDifferentOp op, int wide, long d, long x, long y) {
        return switch (op) {
            case VADDL, VADDW -> x + y;
            case VSUBL, VSUBW -> x - y;
            case VABDL -> Math.abs(x - y);
            case VABAL -> d + Math.abs(x - y);
            case VMULL -> x * y;
            case VMLAL -> d + x * y;
            case VMLSL -> d - x * y;
            case VMULLP -> LaneMath.polynomialProduct(x, y);
            case VQDMULL -> doubledProduct(cpu, x, y, wide);
            case VQDMLAL -> LaneMath.addSaturated(cpu, d, doubledProduct(cpu, x, y, wide), wide, false);
            case VQDMLSL -> LaneMath.subtractSaturated(cpu, d, doubledProduct(cpu, x, y, wide), wide, false);
            case VADDHN, VRADDHN, VSUBHN, VRSUBHN -> throw new IllegalStateException(op + " is narrow");
        };
    }

    private static long doubledProduct(CpuState cpu, long x, long y, int bits) {
        return LaneMath.addSaturated(cpu, x * y, x * y, bits, false);
    }

    /** The upper halves of sums and differences of one D register, in the lower half of the result. */
    private static long narrow(ThreeDifferentOp op, int imm, long n, long m) {
        int bits = 8 << Packed.size(imm);
        boolean add = op == ThreeDifferentOp.VADDHN || op == ThreeDifferentOp.VRADDHN;
        boolean rounded = op == ThreeDifferentOp.VRADDHN || op == ThreeDifferentOp.VRSUBHN;
        long round = rounded ? 1L << bits - 1 : 0;
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 2 * bits) {
            long x = n >>> at;
            long y = m >>> at;
            long value = (add ? x + y : x - y) + round;
            result |= (value >>> bits & Lanes.mask(bits)) << at / 2;
        }
        return result;
    }
}
