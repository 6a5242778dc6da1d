package trapline.emulator.isa;

/**
 * Floating-point instructions (A4.14), and the transfers that Floating-point and Advanced SIMD share (A4.11, A4.12). Registers are
 * numbers 0 to 31: of S registers, or with {@code dp} of D registers.
 */
public sealed interface VfpInsn extends Insn {

    /** Operations on two registers into a third. */
    enum VfpOp {
        VMLA,
        VMLS,
        VNMLA,
        VNMLS,
        VMUL,
        VNMUL,
        VADD,
        VSUB,
        VDIV,
        VFMA,
        VFMS,
        VFNMA,
        VFNMS
    }

    /** Operations on one register. */
    enum VfpUnaryOp {
        VMOV,
        VABS,
        VNEG,
        VSQRT
    }

    /** VADD and the like (A8.8.283 and others). */
    record Arithmetic(Cond cond, VfpOp op, boolean dp, int d, int n, int m) implements VfpInsn {}

    /** VMOV (register), VABS, VNEG, VSQRT (A8.8.340, A8.8.280, A8.8.355, A8.8.401). */
    record Unary(Cond cond, VfpUnaryOp op, boolean dp, int d, int m) implements VfpInsn {}

    /** VMOV (immediate) (A8.8.339). */
    record MoveImmediate(Cond cond, boolean dp, int d, int imm8) implements VfpInsn {
        /** {@code VFPExpandImm} (A7.5.1): of 32 bits, or with {@link #dp} of 64. */
        public long value() {
            long imm = imm8;
            long sign = imm >>> 7;
            long exponentBit = imm >>> 6 & 1;
            long low = imm & 0x3F;
            return dp
                    ? sign << 63 | (exponentBit ^ 1) << 62 | exponentBit * 0xFF << 54 | low << 48
                    : sign << 31 | (exponentBit ^ 1) << 30 | exponentBit * 0x1F << 25 | low << 19;
        }
    }

    /** VCMP, and with {@code quietNanExc} VCMPE (A8.8.303); with {@code withZero} the second operand is +0. */
    record Compare(Cond cond, boolean dp, boolean quietNanExc, int d, int m, boolean withZero) implements VfpInsn {}

    /** VCVT between double and single precision (A8.8.309). */
    record ConvertPrecision(Cond cond, boolean doubleToSingle, int d, int m) implements VfpInsn {}

    /**
     * VCVT and VCVTR between floating-point and integer (A8.8.306); the integer is in an S register.
     *
     * @param roundZero towards zero, otherwise as FPSCR says; of conversions to integer
     */
    record ConvertInteger(Cond cond, boolean toInteger, boolean dp, boolean unsigned, boolean roundZero, int d, int m)
            implements VfpInsn {}

    /** VCVT between floating-point and fixed-point (A8.8.308), in place; {@code size} is 16 or 32. */
    record ConvertFixed(Cond cond, boolean toFixed, boolean dp, boolean unsigned, int size, int d, int fractionBits)
            implements VfpInsn {}

    /** VCVTB and, with {@code top}, VCVTT (A8.8.311). */
    record ConvertHalf(Cond cond, boolean toHalf, boolean top, int d, int m) implements VfpInsn {}

    /** VLDR, VSTR (A8.8.333, A8.8.413). */
    record LoadStore(Cond cond, boolean load, boolean dp, int d, MemoryOperand address) implements VfpInsn {}

    /**
     * VLDM, VSTM, VPOP, VPUSH (A8.8.332, A8.8.412, A8.8.367, A8.8.368), and with an odd {@code imm8} and {@code dp} FLDMX, FSTMX.
     *
     * @param before addresses end below the base (DB), otherwise begin at it (IA)
     * @param imm8 the words that the base moves by
     */
    record LoadStoreMultiple(
            Cond cond, boolean load, boolean dp, int d, boolean before, boolean writeBack, int rn, int imm8)
            implements VfpInsn {
        /** How many registers. */
        public int registers() {
            return dp ? imm8 / 2 : imm8;
        }

        /** Whether this is FLDMX or FSTMX. */
        public boolean isUnknownPrecision() {
            return dp && (imm8 & 1) != 0;
        }
    }

    /** VMOV between a core register and a single-precision register (A8.8.343). */
    record MoveSingle(Cond cond, boolean toCore, int n, int rt) implements VfpInsn {}

    /** VMOV between two core registers and a double-precision register, or two consecutive single-precision ones (A8.8.344, A8.8.345). */
    record MovePair(Cond cond, boolean toCore, boolean dp, int m, int rt, int rt2) implements VfpInsn {}

    /** VMOV (core register to scalar) (A8.8.341); {@code size} is the logarithm of the bytes. */
    record MoveToScalar(Cond cond, int size, int d, int index, int rt) implements VfpInsn {}

    /** VMOV (scalar to core register) (A8.8.342). */
    record MoveFromScalar(Cond cond, boolean unsigned, int size, int n, int index, int rt) implements VfpInsn {}

    /** VDUP (core register) (A8.8.314). */
    record DuplicateCore(Cond cond, boolean quadword, int size, int d, int rt) implements VfpInsn {}

    /** VMRS, VMSR (A8.8.348, A8.8.349, B9.3.19, B9.3.20). */
    record MoveSystem(Cond cond, boolean toCore, int register, int rt) implements VfpInsn {
        /** FPSCR. */
        public static final int FPSCR = 0b0001;
    }
}
