package trapline.emulator.isa;

import trapline.emulator.isa.SimdOps.ImmediateOp;
import trapline.emulator.isa.SimdOps.ShiftOp;
import trapline.emulator.isa.SimdOps.ThreeDifferentOp;
import trapline.emulator.isa.SimdOps.ThreeSameFloatOp;
import trapline.emulator.isa.SimdOps.ThreeSameOp;
import trapline.emulator.isa.SimdOps.TwoOp;

/**
 * Advanced SIMD data-processing instructions, and its loads and stores of elements and structures (A4.11, A4.13). Registers are numbers of
 * D registers; with {@code quadword} they are even, and the Q register is that one and the next. {@code size} is the logarithm of an
 * element's bytes.
 */
public sealed interface SimdInsn extends Insn {

    /** Three registers of the same length, integers or bits (A7.4.1). */
    record ThreeSame(Cond cond, ThreeSameOp op, boolean unsigned, int size, boolean quadword, int d, int n, int m)
            implements SimdInsn {}

    /** Three registers of the same length, single-precision (A7.4.1). */
    record ThreeSameFloat(Cond cond, ThreeSameFloatOp op, boolean quadword, int d, int n, int m) implements SimdInsn {}

    /** Three registers of different lengths (A7.4.2); {@code size} is that of the narrow elements. */
    record ThreeDifferent(Cond cond, ThreeDifferentOp op, boolean unsigned, int size, int d, int n, int m)
            implements SimdInsn {}

    /** Two registers and a scalar (A7.4.3). */
    record ByScalar(Cond cond, ThreeSameOp op, int size, boolean quadword, int d, int n, int m, int index)
            implements SimdInsn {}

    /** Two registers and a single-precision scalar. */
    record ByScalarFloat(Cond cond, ThreeSameFloatOp op, boolean quadword, int d, int n, int m, int index)
            implements SimdInsn {}

    /** Two registers and a scalar, with a long result. */
    record ByScalarLong(Cond cond, ThreeDifferentOp op, boolean unsigned, int size, int d, int n, int m, int index)
            implements SimdInsn {}

    /** Two registers and a shift amount (A7.4.4); of narrowing and lengthening shifts {@code size} is that of the narrow elements. */
    record Shift(Cond cond, ShiftOp op, boolean unsigned, int size, boolean quadword, int d, int m, int amount)
            implements SimdInsn {}

    /** VCVT between single-precision and 32-bit fixed-point (A8.8.307). */
    record ConvertFixed(Cond cond, boolean toFixed, boolean unsigned, boolean quadword, int d, int m, int fractionBits)
            implements SimdInsn {}

    /** Two registers, miscellaneous (A7.4.5). */
    record Two(Cond cond, TwoOp op, int size, boolean quadword, int d, int m) implements SimdInsn {}

    /** One register and a modified immediate (A7.4.6). */
    record Immediate(Cond cond, ImmediateOp op, int cmode, boolean quadword, int d, int imm8) implements SimdInsn {
        /** {@code AdvSIMDExpandImm} (A7.4.6), but not yet inverted for VMVN and VBIC. */
        public long value() {
            long imm = imm8;
            return switch (cmode >>> 1) {
                case 0b000, 0b001, 0b010, 0b011 -> words(imm << 8 * (cmode >>> 1));
                case 0b100, 0b101 -> halfwords(imm << 8 * (cmode >>> 1 & 1));
                case 0b110 -> words((cmode & 1) == 0 ? imm << 8 | 0xFF : imm << 16 | 0xFFFF);
                default ->
                    (cmode & 1) == 0 ? bytesOrBits() : words(new VfpInsn.MoveImmediate(cond, false, d, imm8).value());
            };
        }

        /** cmode 1110: all bytes the same, or with the op bit, which VMVN stands for, each bit a byte. */
        private long bytesOrBits() {
            if (op != ImmediateOp.VMOV_64) {
                return imm8 * 0x0101_0101_0101_0101L;
            }
            return Long.expand(imm8, 0x0101_0101_0101_0101L) * 0xFF;
        }

        private static long words(long word) {
            return word << 32 | word;
        }

        private static long halfwords(long halfword) {
            return halfword * 0x0001_0001_0001_0001L;
        }
    }

    /** VEXT (A8.8.316); {@code position} in bytes. */
    record Extract(Cond cond, boolean quadword, int d, int n, int m, int position) implements SimdInsn {}

    /** VTBL and, with {@code extension}, VTBX (A8.8.419); a table of {@code length} registers from {@code n}. */
    record TableLookup(Cond cond, boolean extension, int length, int d, int n, int m) implements SimdInsn {}

    /** VDUP (scalar) (A8.8.313). */
    record DuplicateScalar(Cond cond, int size, boolean quadword, int d, int m, int index) implements SimdInsn {}

    /**
     * The address of an element or structure load or store (A7.7.1).
     *
     * @param rn the base
     * @param rm 15: no write-back; 13: by the bytes transferred; else by that register
     * @param alignment in bytes; 1 when none is asked for
     */
    record Address(int rn, int rm, int alignment) {
        private static final int PC = 15;
        private static final int SP = 13;

        /** Whether the base changes. */
        public boolean writesBack() {
            return rm != PC;
        }

        /** Whether it changes by a register. */
        public boolean isRegisterIndexed() {
            return rm != PC && rm != SP;
        }
    }

    /**
     * VLD1 to VLD4 and VST1 to VST4 of whole registers.
     *
     * @param elements of a structure
     * @param registers of each element: 1, 2 for VLD2 of two pairs; of VLD1 all
     * @param increment between the registers of a structure
     */
    record Structures(
            Cond cond, boolean load, int elements, int registers, int increment, int size, int d, Address address)
            implements SimdInsn {}

    /** VLD1 to VLD4 and VST1 to VST4 of a structure in one lane. */
    record Lane(Cond cond, boolean load, int elements, int increment, int size, int d, int index, Address address)
            implements SimdInsn {}

    /** VLD1 to VLD4 of a structure to all lanes; {@code registers} is 2 for VLD1 of two registers. */
    record AllLanes(Cond cond, int elements, int registers, int increment, int size, int d, Address address)
            implements SimdInsn {}
}
