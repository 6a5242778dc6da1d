package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.ShiftOp;

/** Advanced SIMD shifts by an immediate (ARM DDI 0406C A7.4.4). */
public final class SimdShift {
    private SimdShift() {}

    /** A {@link ShiftOp} by {@code amount}; of those that narrow or lengthen the size is that of the narrow elements. */
    public static void shift(CpuState cpu, int imm) {
        ShiftOp op = ShiftOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int m = Packed.m(imm);
        if (op.isNarrow()) {
            long low = narrow(cpu, op, imm, registers[m]);
            registers[d] = low | narrow(cpu, op, imm, registers[m + 1]) << 32;
        } else if (op == ShiftOp.VSHLL) {
            long source = registers[m];
            registers[d] = lengthen(imm, source);
            registers[d + 1] = lengthen(imm, source >>> 32);
        } else {
            registers[d] = same(cpu, op, imm, registers[d], registers[m]);
            if (Packed.isQuadword(imm)) {
                registers[d + 1] = same(cpu, op, imm, registers[d + 1], registers[m + 1]);
            }
        }
    }

    private static long same(CpuState cpu, ShiftOp op, int imm, long d, long m) {
        int bits = 8 << Packed.size(imm);
        boolean unsigned = Packed.isUnsigned(imm);
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += bits) {
            long x = Lanes.element(m, at, bits, unsigned);
            long value = compute(cpu, op, imm, Lanes.unsigned(d, at, bits), x);
            result |= (value & Lanes.mask(bits)) << at;
        }
        return result;
    }

    private static long compute(CpuState cpu, ShiftOp op, int imm, long d, long x) {
        int bits = 8 << Packed.size(imm);
        boolean unsigned = Packed.isUnsigned(imm);
        int amount = Packed.amountOf(imm);
        return switch (op) {
            case VSHR -> LaneMath.shiftRight(x, amount, unsigned);
            case VSRA -> d + LaneMath.shiftRight(x, amount, unsigned);
            case VRSHR -> LaneMath.shiftRightRounded(x, amount, unsigned);
            case VRSRA -> d + LaneMath.shiftRightRounded(x, amount, unsigned);
            case VSRI -> insertRight(d, x & Lanes.mask(bits), amount, bits);
            case VSHL -> x << amount;
            case VSLI -> d & (1L << amount) - 1 | x << amount;
            case VQSHLU -> shiftLeftToUnsigned(cpu, x, amount, bits);
            case VQSHL -> LaneMath.shiftLeftSaturated(cpu, x, amount, bits, unsigned);
            case VSHRN, VRSHRN, VQSHRUN, VQRSHRUN, VQSHRN, VQRSHRN, VSHLL ->
                throw new IllegalStateException(op + " changes the size of elements");
        };
    }

    private static long insertRight(long d, long x, int amount, int bits) {
        return amount == bits ? d : d & ~(Lanes.mask(bits) >>> amount) | x >>> amount;
    }

    private static long shiftLeftToUnsigned(CpuState cpu, long x, int amount, int bits) {
        if (x < 0) {
            cpu.fpscr |= Fpscr.QC;
            return 0;
        }
        return LaneMath.shiftLeftSaturated(cpu, x, amount, bits, true);
    }

    /** The elements of one D register narrowed, in the lower half of the result. */
    private static long narrow(CpuState cpu, ShiftOp op, int imm, long m) {
        int bits = 8 << Packed.size(imm);
        boolean unsigned = Packed.isUnsigned(imm);
        int amount = Packed.amountOf(imm);
        boolean rounded = op == ShiftOp.VRSHRN || op == ShiftOp.VQRSHRUN || op == ShiftOp.VQRSHRN;
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 2 * bits) {
            long x = Lanes.element(m, at, 2 * bits, unsigned);
            long value = rounded
                    ? LaneMath.shiftRightRounded(x, amount, unsigned)
                    : LaneMath.shiftRight(x, amount, unsigned);
            result |= (saturated(cpu, op, imm, value) & Lanes.mask(bits)) << at / 2;
        }
        return result;
    }

    private static long saturated(CpuState cpu, ShiftOp op, int imm, long value) {
        int bits = 8 << Packed.size(imm);
        if (op == ShiftOp.VSHRN || op == ShiftOp.VRSHRN) {
            return value;
        }
        return Packed.isUnsigned(imm)
                ? LaneMath.saturateUnsigned(cpu, value, bits)
                : LaneMath.saturate(cpu, value, bits, op == ShiftOp.VQSHRUN || op == ShiftOp.VQRSHRUN);
    }

    /** The elements in the lower half made twice as wide. */
    private static long lengthen(int imm, long m) {
        int bits = 8 << Packed.size(imm);
        boolean unsigned = Packed.isUnsigned(imm);
        long result = 0;
        for (int at = 0; at < 32; at += bits) {
            long value = Lanes.element(m, at, bits, unsigned) << Packed.amountOf(imm);
            result |= (value & Lanes.mask(2 * bits)) << 2 * at;
        }
        return result;
    }
}
