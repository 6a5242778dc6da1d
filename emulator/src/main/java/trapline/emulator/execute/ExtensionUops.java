package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.fp.Registers;
import trapline.emulator.fp.SimdFloat;
import trapline.emulator.fp.SimdInteger;
import trapline.emulator.fp.SimdLong;
import trapline.emulator.fp.SimdPermute;
import trapline.emulator.fp.SimdShift;
import trapline.emulator.fp.SimdStructures;
import trapline.emulator.fp.SimdTwo;
import trapline.emulator.fp.VfpConvert;
import trapline.emulator.fp.VfpDouble;
import trapline.emulator.fp.VfpSingle;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;

/** The micro-operations on extension registers: each is its {@link UopKind#method}, called here by name. */
final class ExtensionUops {
    private ExtensionUops() {}

    /** Executes one; {@code word} holds the operands as the lower half of {@link trapline.emulator.ir.Block#uops}. */
    @SuppressWarnings("checkstyle:methodlength") // One line per kind.
    static void execute(UopKind kind, CpuState cpu, int word, int imm) {
        int[] slots = cpu.slots;
        switch (kind) {
            case EXT_WORD -> slots[word & Uop.SLOT] = Registers.word(cpu, imm);
            case EXT_SET_WORD -> Registers.setWord(cpu, imm, slots[word >>> 8 & Uop.SLOT]);
            case EXT_ELEMENT -> slots[word & Uop.SLOT] = Registers.element(cpu, imm);
            case EXT_SET_ELEMENT -> Registers.setElement(cpu, imm, slots[word >>> 8 & Uop.SLOT]);
            case EXT_DUPLICATE -> Registers.duplicate(cpu, imm, slots[word >>> 8 & Uop.SLOT]);
            case VMOV_F32 -> Registers.moveSingle(cpu, imm);
            case VMOV_F64 -> Registers.moveDouble(cpu, imm);
            case READ_FPSCR -> slots[word & Uop.SLOT] = Registers.fpscr(cpu, imm);
            case VADD_F32 -> VfpSingle.add(cpu, imm);
            case VSUB_F32 -> VfpSingle.subtract(cpu, imm);
            case VMUL_F32 -> VfpSingle.multiply(cpu, imm);
            case VNMUL_F32 -> VfpSingle.multiplyNegate(cpu, imm);
            case VDIV_F32 -> VfpSingle.divide(cpu, imm);
            case VMLA_F32 -> VfpSingle.multiplyAccumulate(cpu, imm);
            case VMLS_F32 -> VfpSingle.multiplySubtract(cpu, imm);
            case VNMLA_F32 -> VfpSingle.negateMultiplyAccumulate(cpu, imm);
            case VNMLS_F32 -> VfpSingle.negateMultiplySubtract(cpu, imm);
            case VFMA_F32 -> VfpSingle.fusedMultiplyAdd(cpu, imm);
            case VFMS_F32 -> VfpSingle.fusedMultiplySubtract(cpu, imm);
            case VFNMA_F32 -> VfpSingle.fusedNegateMultiplyAdd(cpu, imm);
            case VFNMS_F32 -> VfpSingle.fusedNegateMultiplySubtract(cpu, imm);
            case VABS_F32 -> VfpSingle.abs(cpu, imm);
            case VNEG_F32 -> VfpSingle.negate(cpu, imm);
            case VSQRT_F32 -> VfpSingle.squareRoot(cpu, imm);
            case VCMP_F32 -> VfpSingle.compare(cpu, imm);
            case VCMPE_F32 -> VfpSingle.compareExceptional(cpu, imm);
            case VCMPZ_F32 -> VfpSingle.compareZero(cpu, imm);
            case VADD_F64 -> VfpDouble.add(cpu, imm);
            case VSUB_F64 -> VfpDouble.subtract(cpu, imm);
            case VMUL_F64 -> VfpDouble.multiply(cpu, imm);
            case VNMUL_F64 -> VfpDouble.multiplyNegate(cpu, imm);
            case VDIV_F64 -> VfpDouble.divide(cpu, imm);
            case VMLA_F64 -> VfpDouble.multiplyAccumulate(cpu, imm);
            case VMLS_F64 -> VfpDouble.multiplySubtract(cpu, imm);
            case VNMLA_F64 -> VfpDouble.negateMultiplyAccumulate(cpu, imm);
            case VNMLS_F64 -> VfpDouble.negateMultiplySubtract(cpu, imm);
            case VFMA_F64 -> VfpDouble.fusedMultiplyAdd(cpu, imm);
            case VFMS_F64 -> VfpDouble.fusedMultiplySubtract(cpu, imm);
            case VFNMA_F64 -> VfpDouble.fusedNegateMultiplyAdd(cpu, imm);
            case VFNMS_F64 -> VfpDouble.fusedNegateMultiplySubtract(cpu, imm);
            case VABS_F64 -> VfpDouble.abs(cpu, imm);
            case VNEG_F64 -> VfpDouble.negate(cpu, imm);
            case VSQRT_F64 -> VfpDouble.squareRoot(cpu, imm);
            case VCMP_F64 -> VfpDouble.compare(cpu, imm);
            case VCMPE_F64 -> VfpDouble.compareExceptional(cpu, imm);
            case VCMPZ_F64 -> VfpDouble.compareZero(cpu, imm);
            case VCVT_F64_F32 -> VfpConvert.singleToDouble(cpu, imm);
            case VCVT_F32_F64 -> VfpConvert.doubleToSingle(cpu, imm);
            case VCVT_S32_F32 -> VfpConvert.singleToSigned(cpu, imm);
            case VCVT_S32_F64 -> VfpConvert.doubleToSigned(cpu, imm);
            case VCVT_U32_F32 -> VfpConvert.singleToUnsigned(cpu, imm);
            case VCVT_U32_F64 -> VfpConvert.doubleToUnsigned(cpu, imm);
            case VCVTR_F32 -> VfpConvert.singleToInteger(cpu, imm);
            case VCVTR_F64 -> VfpConvert.doubleToInteger(cpu, imm);
            case VCVT_F32_INT -> VfpConvert.integerToSingle(cpu, imm);
            case VCVT_F64_INT -> VfpConvert.integerToDouble(cpu, imm);
            case VCVT_F32_FIXED -> VfpConvert.fixedToSingle(cpu, imm);
            case VCVT_F64_FIXED -> VfpConvert.fixedToDouble(cpu, imm);
            case VCVT_FIXED_F32 -> VfpConvert.singleToFixed(cpu, imm);
            case VCVT_FIXED_F64 -> VfpConvert.doubleToFixed(cpu, imm);
            case VCVT_F32_F16 -> VfpConvert.halfToSingle(cpu, imm);
            case VCVT_F16_F32 -> VfpConvert.singleToHalf(cpu, imm);
            case SIMD_THREE_SAME -> SimdInteger.threeSame(cpu, imm);
            case SIMD_BY_SCALAR -> SimdInteger.byScalar(cpu, imm);
            case SIMD_THREE_SAME_FLOAT -> SimdFloat.threeSame(cpu, imm);
            case SIMD_BY_SCALAR_FLOAT -> SimdFloat.byScalar(cpu, imm);
            case SIMD_THREE_DIFFERENT -> SimdLong.threeDifferent(cpu, imm);
            case SIMD_BY_SCALAR_LONG -> SimdLong.byScalar(cpu, imm);
            case SIMD_SHIFT -> SimdShift.shift(cpu, imm);
            case SIMD_TWO -> SimdTwo.two(cpu, imm);
            case SIMD_VCVT_F32_FIXED -> SimdFloat.ofFixed(cpu, imm);
            case SIMD_VCVT_FIXED_F32 -> SimdFloat.toFixed(cpu, imm);
            case VEXT -> SimdPermute.extract(cpu, imm);
            case VTBL -> SimdPermute.table(cpu, imm);
            case VDUP_SCALAR -> SimdPermute.duplicateScalar(cpu, imm);
            case SIMD_DEINTERLEAVE -> SimdStructures.deinterleave(cpu, imm);
            case SIMD_INTERLEAVED_WORD -> slots[word & Uop.SLOT] = SimdStructures.interleavedWord(cpu, imm);
        }
    }
}
