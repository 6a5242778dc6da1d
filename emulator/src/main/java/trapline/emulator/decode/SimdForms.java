package trapline.emulator.decode;

import static trapline.emulator.decode.VfpForms.d;
import static trapline.emulator.decode.VfpForms.m;
import static trapline.emulator.decode.VfpForms.n;

import java.util.Locale;
import java.util.Map;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.SimdInsn.ByScalar;
import trapline.emulator.isa.SimdInsn.ByScalarFloat;
import trapline.emulator.isa.SimdInsn.ByScalarLong;
import trapline.emulator.isa.SimdInsn.ConvertFixed;
import trapline.emulator.isa.SimdInsn.DuplicateScalar;
import trapline.emulator.isa.SimdInsn.Extract;
import trapline.emulator.isa.SimdInsn.Immediate;
import trapline.emulator.isa.SimdInsn.Shift;
import trapline.emulator.isa.SimdInsn.TableLookup;
import trapline.emulator.isa.SimdInsn.ThreeDifferent;
import trapline.emulator.isa.SimdInsn.ThreeSame;
import trapline.emulator.isa.SimdInsn.ThreeSameFloat;
import trapline.emulator.isa.SimdInsn.Two;
import trapline.emulator.isa.SimdOps.ImmediateOp;
import trapline.emulator.isa.SimdOps.Lengths;
import trapline.emulator.isa.SimdOps.ShiftOp;
import trapline.emulator.isa.SimdOps.ThreeDifferentOp;
import trapline.emulator.isa.SimdOps.ThreeSameFloatOp;
import trapline.emulator.isa.SimdOps.ThreeSameOp;
import trapline.emulator.isa.SimdOps.TwoOp;

/** Advanced SIMD data-processing (A7.4). An odd number in the place of a Q register is UNDEFINED. */
final class SimdForms {
    private static final int REGISTERS = 32;
    private static final int HALFWORD = 1;
    private static final int WORD = 2;
    private static final int DOUBLEWORD = 3;

    private SimdForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("SimdThreeSame", SimdForms::threeSame);
        forms.put("SimdThreeSameFloat", SimdForms::threeSameFloat);
        forms.put("SimdThreeDifferent", SimdForms::threeDifferent);
        forms.put("SimdByScalar", SimdForms::byScalar);
        forms.put("SimdByScalarFloat", SimdForms::byScalarFloat);
        forms.put("SimdByScalarLong", SimdForms::byScalarLong);
        forms.put("SimdShift", SimdForms::shift);
        forms.put("SimdShiftNarrow", SimdForms::shiftNarrow);
        forms.put("SimdShiftLong", SimdForms::shiftLong);
        forms.put("SimdConvertFixed", SimdForms::convertFixed);
        forms.put("SimdTwo", SimdForms::two);
        forms.put("SimdZip", f -> !f.flag('Q') && f.get('s') == WORD ? f.unpredictable() : two(f));
        forms.put("SimdImmediate", SimdForms::immediate);
        forms.put("SimdExtract", SimdForms::extract);
        forms.put("SimdTable", SimdForms::table);
        forms.put("SimdDuplicate", SimdForms::duplicate);
    }

    /** The instruction, if none of the registers that are to be even is odd. */
    private static Insn even(Fields f, boolean quadword, int registers, Insn insn) {
        return quadword && (registers & 1) != 0 ? f.unpredictable() : insn;
    }

    private static Insn threeSame(Fields f) {
        ThreeSameOp op = ThreeSameOp.valueOf(f.mnemonic());
        int d = d(f, true);
        int n = n(f, true);
        int m = m(f, true);
        boolean quadword = f.flag('Q');
        ThreeSame insn = new ThreeSame(f.cond(), op, f.flag('U'), f.get('s'), quadword, d, n, m);
        return even(f, quadword, d | n | m, insn);
    }

    private static Insn threeSameFloat(Fields f) {
        ThreeSameFloatOp op = ThreeSameFloatOp.valueOf(f.mnemonic());
        int d = d(f, true);
        int n = n(f, true);
        int m = m(f, true);
        boolean quadword = f.flag('Q');
        return even(f, quadword, d | n | m, new ThreeSameFloat(f.cond(), op, quadword, d, n, m));
    }

    private static Insn threeDifferent(Fields f) {
        ThreeDifferentOp op = ThreeDifferentOp.valueOf(f.mnemonic());
        int d = d(f, true);
        int n = n(f, true);
        int m = m(f, true);
        int quadwords =
                switch (op.lengths()) {
                    case LONG -> d;
                    case WIDE -> d | n;
                    case NARROW -> n | m;
                };
        ThreeDifferent insn = new ThreeDifferent(f.cond(), op, f.flag('U'), f.get('s'), d, n, m);
        return even(f, true, quadwords, insn);
    }

    /** The scalar: of halfwords {@code M:Vm<3>} in D{@code Vm<2:0>}, of words {@code M} in D{@code Vm}. */
    private static int scalar(Fields f, int size) {
        return size == HALFWORD ? f.get('m') & 0b111 : f.get('m');
    }

    private static int scalarIndex(Fields f, int size) {
        return size == HALFWORD ? f.get('M') << 1 | f.get('m') >>> 3 : f.get('M');
    }

    private static Insn byScalar(Fields f) {
        int size = f.get('s');
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        int n = n(f, true);
        ThreeSameOp op = ThreeSameOp.valueOf(f.mnemonic());
        ByScalar insn = new ByScalar(f.cond(), op, size, quadword, d, n, scalar(f, size), scalarIndex(f, size));
        return even(f, quadword, d | n, insn);
    }

    private static Insn byScalarFloat(Fields f) {
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        int n = n(f, true);
        ThreeSameFloatOp op = ThreeSameFloatOp.valueOf(f.mnemonic());
        ByScalarFloat insn = new ByScalarFloat(f.cond(), op, quadword, d, n, scalar(f, WORD), scalarIndex(f, WORD));
        return even(f, quadword, d | n, insn);
    }

    private static Insn byScalarLong(Fields f) {
        int size = f.get('s');
        int d = d(f, true);
        ThreeDifferentOp op = ThreeDifferentOp.valueOf(f.mnemonic());
        ByScalarLong insn =
                new ByScalarLong(f.cond(), op, f.flag('U'), size, d, n(f, true), scalar(f, size), scalarIndex(f, size));
        return op.lengths() == Lengths.LONG ? even(f, true, d, insn) : f.unpredictable();
    }

    /** {@code L:imm6}: the highest bit that is set tells the size, the rest is 2·size − amount or size + amount. */
    private static Insn shift(Fields f) {
        ShiftOp op = ShiftOp.valueOf(f.mnemonic());
        int h = f.get('h');
        int imm6 = h >>> 1 << 3 | f.get('i');
        int size = (h & 1) != 0 ? DOUBLEWORD : sizeOf(imm6);
        int bits = 8 << size;
        int left = size == DOUBLEWORD ? imm6 : imm6 - bits;
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        int m = m(f, true);
        int amount = op.isLeft() ? left : bits - left;
        Shift insn = new Shift(f.cond(), op, f.flag('U'), size, quadword, d, m, amount);
        return even(f, quadword, d | m, insn);
    }

    /** The size that imm6 says when L is 0 and it is not below 8. */
    private static int sizeOf(int imm6) {
        return 28 - Integer.numberOfLeadingZeros(imm6);
    }

    private static Insn shiftNarrow(Fields f) {
        ShiftOp op = ShiftOp.valueOf(f.mnemonic());
        int imm6 = f.get('h') << 3 | f.get('i');
        int size = sizeOf(imm6);
        int m = m(f, true);
        Shift insn = new Shift(f.cond(), op, f.flag('U'), size, false, d(f, true), m, (16 << size) - imm6);
        return even(f, true, m, insn);
    }

    private static Insn shiftLong(Fields f) {
        ShiftOp op = ShiftOp.valueOf(f.mnemonic());
        int imm6 = f.get('h') << 3 | f.get('i');
        int size = sizeOf(imm6);
        int d = d(f, true);
        Shift insn = new Shift(f.cond(), op, f.flag('U'), size, false, d, m(f, true), imm6 - (8 << size));
        return even(f, true, d, insn);
    }

    private static Insn convertFixed(Fields f) {
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        int m = m(f, true);
        ConvertFixed insn = new ConvertFixed(f.cond(), f.flag('o'), f.flag('U'), quadword, d, m, 32 - f.get('i'));
        return even(f, quadword, d | m, insn);
    }

    private static Insn two(Fields f) {
        TwoOp op = TwoOp.valueOf(f.row().name().toUpperCase(Locale.ROOT));
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        int m = m(f, true);
        Two insn = new Two(f.cond(), op, f.get('s'), quadword, d, m);
        boolean dIsQuadword = quadword || op.isLong();
        boolean mIsQuadword = quadword || op.isNarrow();
        return even(f, true, (dIsQuadword ? d : 0) | (mIsQuadword ? m : 0), insn);
    }

    private static Insn immediate(Fields f) {
        int cmode = f.get('k');
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        if (cmode == 0b1111 && f.flag('o')) {
            return f.unpredictable();
        }
        ImmediateOp op = ImmediateOp.of(cmode, f.flag('o'));
        return even(f, quadword, d, new Immediate(f.cond(), op, cmode, quadword, d, f.get('i')));
    }

    private static Insn extract(Fields f) {
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        int n = n(f, true);
        int m = m(f, true);
        int position = f.get('i');
        if (!quadword && position > 7) {
            return f.unpredictable();
        }
        return even(f, quadword, d | n | m, new Extract(f.cond(), quadword, d, n, m, position));
    }

    /** A table beyond D31 is UNPREDICTABLE. */
    private static Insn table(Fields f) {
        int length = f.get('l') + 1;
        int n = n(f, true);
        return n + length > REGISTERS
                ? f.unpredictable()
                : new TableLookup(f.cond(), f.flag('o'), length, d(f, true), n, m(f, true));
    }

    /** imm4 is xxx1 for bytes, xx10 for halfwords, x100 for words. */
    private static Insn duplicate(Fields f) {
        int imm4 = f.get('x');
        if ((imm4 & 0b111) == 0) {
            return f.unpredictable();
        }
        int size = Integer.numberOfTrailingZeros(imm4);
        boolean quadword = f.flag('Q');
        int d = d(f, true);
        DuplicateScalar insn = new DuplicateScalar(f.cond(), size, quadword, d, m(f, true), imm4 >>> size + 1);
        return even(f, quadword, d, insn);
    }
}
