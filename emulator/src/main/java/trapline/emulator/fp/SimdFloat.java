package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.isa.SimdOps.ThreeSameFloatOp;
import trapline.emulator.isa.SimdOps.TwoOp;

/** Advanced SIMD on single-precision elements, which computes by the standard FPSCR value (ARM DDI 0406C A2.7.5, A7.4). */
public final class SimdFloat {
    private static final long WORD = 0xFFFF_FFFFL;
    private static final int LESS = 0b1000 << 28;
    private static final int EQUAL = 0b0110 << 28;
    private static final int GREATER = 0b0010 << 28;
    private static final int SIGNED = 32;
    private static final int UNSIGNED = -32;

    private SimdFloat() {}

    /** A {@link ThreeSameFloatOp} on D or Q registers. */
    public static void threeSame(CpuState cpu, int imm) {
        ThreeSameFloatOp op = ThreeSameFloatOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int n = Packed.n(imm);
        int m = Packed.m(imm);
        if (op.isPairwise()) {
            long low = compute(cpu, op, 0, (int) registers[n], (int) (registers[n] >>> 32)) & WORD;
            registers[d] = low | (long) compute(cpu, op, 0, (int) registers[m], (int) (registers[m] >>> 32)) << 32;
            return;
        }
        registers[d] = both(cpu, op, registers[d], registers[n], registers[m]);
        if (Packed.isQuadword(imm)) {
            registers[d + 1] = both(cpu, op, registers[d + 1], registers[n + 1], registers[m + 1]);
        }
    }

    /** The same with a scalar: word {@code amount} of {@code D[m]} in the place of every element of the second operand. */
    public static void byScalar(CpuState cpu, int imm) {
        ThreeSameFloatOp op = ThreeSameFloatOp.of(Packed.op(imm));
        long[] registers = cpu.extension;
        int d = Packed.d(imm);
        int n = Packed.n(imm);
        long scalar = Lanes.replicate(registers[Packed.m(imm)] >>> 32 * Packed.amountOf(imm), 32);
        registers[d] = both(cpu, op, registers[d], registers[n], scalar);
        if (Packed.isQuadword(imm)) {
            registers[d + 1] = both(cpu, op, registers[d + 1], registers[n + 1], scalar);
        }
    }

    private static long both(CpuState cpu, ThreeSameFloatOp op, long d, long n, long m) {
        long low = compute(cpu, op, (int) d, (int) n, (int) m) & WORD;
        return low | (long) compute(cpu, op, (int) (d >>> 32), (int) (n >>> 32), (int) (m >>> 32)) << 32;
    }

    private static int compute(CpuState cpu, ThreeSameFloatOp op, int d, int n, int m) {
        int fpscr = Fpscr.standard(cpu);
        return switch (op) {
            case VFMA -> SingleMath.multiplyAdd(cpu, fpscr, d, n, m);
            case VFMS -> SingleMath.multiplyAdd(cpu, fpscr, d, SingleMath.negate(n), m);
            case VADD, VPADD -> SingleMath.add(cpu, fpscr, n, m);
            case VSUB -> SingleMath.subtract(cpu, fpscr, n, m);
            case VABD -> SingleMath.abs(SingleMath.subtract(cpu, fpscr, n, m));
            case VMLA -> SingleMath.add(cpu, fpscr, d, SingleMath.multiply(cpu, fpscr, n, m));
            case VMLS -> SingleMath.add(cpu, fpscr, d, SingleMath.negate(SingleMath.multiply(cpu, fpscr, n, m)));
            case VMUL -> SingleMath.multiply(cpu, fpscr, n, m);
            case VCEQ -> mask(SingleMath.compare(cpu, fpscr, false, n, m) == EQUAL);
            case VCGE -> greaterOrEqual(cpu, fpscr, n, m);
            case VCGT -> mask(SingleMath.compare(cpu, fpscr, true, n, m) == GREATER);
            case VACGE -> greaterOrEqual(cpu, fpscr, SingleMath.abs(n), SingleMath.abs(m));
            case VACGT -> mask(SingleMath.compare(cpu, fpscr, true, SingleMath.abs(n), SingleMath.abs(m)) == GREATER);
            case VMAX, VPMAX -> SingleMath.max(cpu, fpscr, n, m);
            case VMIN, VPMIN -> SingleMath.min(cpu, fpscr, n, m);
            case VRECPS -> Estimates.reciprocalStep(cpu, n, m);
            case VRSQRTS -> Estimates.reciprocalSquareRootStep(cpu, n, m);
        };
    }

    private static int mask(boolean holds) {
        return holds ? -1 : 0;
    }

    private static int greaterOrEqual(CpuState cpu, int fpscr, int a, int b) {
        int flags = SingleMath.compare(cpu, fpscr, true, a, b);
        return mask(flags == GREATER || flags == EQUAL);
    }

    /** One element of an operation on two registers. */
    static int two(CpuState cpu, TwoOp op, int a) {
        int fpscr = Fpscr.standard(cpu);
        return switch (op) {
            case VCGT_ZEROF -> mask(SingleMath.compare(cpu, fpscr, true, a, 0) == GREATER);
            case VCGE_ZEROF -> greaterOrEqual(cpu, fpscr, a, 0);
            case VCEQ_ZEROF -> mask(SingleMath.compare(cpu, fpscr, false, a, 0) == EQUAL);
            case VCLE_ZEROF -> greaterOrEqual(cpu, fpscr, 0, a);
            case VCLT_ZEROF -> mask(SingleMath.compare(cpu, fpscr, true, a, 0) == LESS);
            case VABS_FLOAT -> SingleMath.abs(a);
            case VNEG_FLOAT -> SingleMath.negate(a);
            case VRECPE_INT -> Estimates.unsignedReciprocal(a);
            case VRSQRTE_INT -> Estimates.unsignedReciprocalSquareRoot(a);
            case VRECPE_FLT -> Estimates.reciprocal(cpu, a);
            case VRSQRTE_FLT -> Estimates.reciprocalSquareRoot(cpu, a);
            case VCVT_OFS32 -> ofFixed(cpu, a, 0);
            case VCVT_OFU32 -> ofFixed(cpu, a & WORD, 0);
            case VCVT_TOS32 -> toFixed(cpu, a, SIGNED, 0);
            case VCVT_TOU32 -> toFixed(cpu, a, UNSIGNED, 0);
            default -> throw new IllegalStateException(op + " is not on single-precision elements");
        };
    }

    private static int ofFixed(CpuState cpu, long fixed, int fractionBits) {
        return (int) SoftConvert.fixedToFloat(cpu, Fpscr.standard(cpu), FloatFormat.SINGLE, fixed, fractionBits);
    }

    private static int toFixed(CpuState cpu, int a, int target, int fractionBits) {
        int towardsZero = Fpscr.standard(cpu) | Fpscr.RMODE;
        return SoftConvert.floatToFixed(cpu, towardsZero, FloatFormat.SINGLE, a, target, fractionBits);
    }

    /** VCVT of fixed-point to single-precision elements; {@code amount} is the fraction bits. */
    public static void ofFixed(CpuState cpu, int imm) {
        long[] registers = cpu.extension;
        for (int q = 0; q <= (Packed.isQuadword(imm) ? 1 : 0); q++) {
            long m = registers[Packed.m(imm) + q];
            registers[Packed.d(imm) + q] =
                    ofFixedElement(cpu, imm, m) & WORD | (long) ofFixedElement(cpu, imm, m >>> 32) << 32;
        }
    }

    private static int ofFixedElement(CpuState cpu, int imm, long word) {
        return ofFixed(cpu, Packed.isUnsigned(imm) ? word & WORD : (int) word, Packed.amountOf(imm));
    }

    /** VCVT of single-precision to fixed-point elements. */
    public static void toFixed(CpuState cpu, int imm) {
        long[] registers = cpu.extension;
        int target = Packed.isUnsigned(imm) ? UNSIGNED : SIGNED;
        for (int q = 0; q <= (Packed.isQuadword(imm) ? 1 : 0); q++) {
            long m = registers[Packed.m(imm) + q];
            long low = toFixed(cpu, (int) m, target, Packed.amountOf(imm)) & WORD;
            registers[Packed.d(imm) + q] =
                    low | (long) toFixed(cpu, (int) (m >>> 32), target, Packed.amountOf(imm)) << 32;
        }
    }
}
