package trapline.emulator.translate;

import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.MultiplyInsn;

/** Multiplications, divisions, sums of absolute differences (ARM DDI 0406C A4.4.3, A4.4.7, A4.4.8). */
final class Multiplies {
    private static final int ROUND = 0x8000_0000;

    private Multiplies() {}

    static void translate(Emitter e, MultiplyInsn insn) {
        switch (insn) {
            case MultiplyInsn.Multiply form -> {
                e.op(UopKind.MUL, form.rd(), form.rn(), form.rm());
                flags(e, form.setFlags(), form.rd());
            }
            case MultiplyInsn.MultiplyAccumulate form -> {
                e.op(UopKind.ADD, form.rd(), e.value(UopKind.MUL, form.rn(), form.rm()), form.ra());
                flags(e, form.setFlags(), form.rd());
            }
            case MultiplyInsn.MultiplySubtract form ->
                e.op(UopKind.SUB, form.rd(), form.ra(), e.value(UopKind.MUL, form.rn(), form.rm()));
            case MultiplyInsn.MultiplyLong form -> multiplyLong(e, form);
            case MultiplyInsn.MultiplyAccumulateAccumulateLong form ->
                e.emit(UopKind.UMAAL, form.rdLo(), form.rn(), form.rm(), form.rdHi());
            case MultiplyInsn.SignedMultiplyHalfwords form ->
                e.op(UopKind.MUL, form.rd(), half(e, form.rn(), form.nHigh()), half(e, form.rm(), form.mHigh()));
            case MultiplyInsn.SignedMultiplyAccumulateHalfwords form -> {
                int product = product(e, form.rn(), form.nHigh(), form.rm(), form.mHigh());
                e.op(UopKind.ADDQ, form.rd(), product, form.ra());
            }
            case MultiplyInsn.SignedMultiplyWordByHalfword form ->
                e.op(UopKind.SMULW, form.rd(), form.rn(), half(e, form.rm(), form.mHigh()));
            case MultiplyInsn.SignedMultiplyAccumulateWordByHalfword form -> {
                int product = e.value(UopKind.SMULW, form.rn(), half(e, form.rm(), form.mHigh()));
                e.op(UopKind.ADDQ, form.rd(), product, form.ra());
            }
            case MultiplyInsn.SignedMultiplyAccumulateLongHalfwords form -> {
                int product = product(e, form.rn(), form.nHigh(), form.rm(), form.mHigh());
                e.emit(UopKind.ADD_LONG, form.rdLo(), product, 0, form.rdHi());
            }
            case MultiplyInsn.SignedDualMultiply form -> dual(e, form);
            case MultiplyInsn.SignedDualMultiplyAccumulate form -> dualAccumulate(e, form);
            case MultiplyInsn.SignedDualMultiplyAccumulateLong form -> dualAccumulateLong(e, form);
            case MultiplyInsn.SignedMostSignificantMultiply form ->
                e.move(form.rd(), mostSignificant(e, UopKind.SMLAL, form.round(), form.rn(), form.rm(), Uop.ZERO));
            case MultiplyInsn.SignedMostSignificantMultiplyAccumulate form -> {
                UopKind kind = form.subtract() ? UopKind.SMLSL : UopKind.SMLAL;
                e.move(form.rd(), mostSignificant(e, kind, form.round(), form.rn(), form.rm(), form.ra()));
            }
            case MultiplyInsn.Divide form ->
                e.op(form.unsigned() ? UopKind.UDIV : UopKind.SDIV, form.rd(), form.rn(), form.rm());
            case MultiplyInsn.SumAbsoluteDifferences form -> e.op(UopKind.USAD8, form.rd(), form.rn(), form.rm());
            case MultiplyInsn.SumAbsoluteDifferencesAccumulate form ->
                e.op(UopKind.ADD, form.rd(), e.value(UopKind.USAD8, form.rn(), form.rm()), form.ra());
        }
    }

    private static void flags(Emitter e, boolean setFlags, int rd) {
        if (setFlags) {
            e.op(UopKind.NZ, 0, rd, 0);
        }
    }

    private static void multiplyLong(Emitter e, MultiplyInsn.MultiplyLong insn) {
        UopKind kind =
                switch (insn.op()) {
                    case UMULL -> UopKind.UMULL;
                    case UMLAL -> UopKind.UMLAL;
                    case SMULL -> UopKind.SMULL;
                    case SMLAL -> UopKind.SMLAL;
                };
        e.emit(kind, insn.rdLo(), insn.rn(), insn.rm(), insn.rdHi());
        if (insn.setFlags()) {
            e.op(UopKind.NZ_LONG, 0, insn.rdLo(), insn.rdHi());
        }
    }

    /** A signed halfword of a register. */
    private static int half(Emitter e, int register, boolean high) {
        return high ? e.valueImmediate(UopKind.ASRI, register, 16) : e.value(UopKind.SXTH, register, 0);
    }

    private static int product(Emitter e, int rn, boolean nHigh, int rm, boolean mHigh) {
        return e.value(UopKind.MUL, half(e, rn, nHigh), half(e, rm, mHigh));
    }

    /** The sum of two products of halfwords overflows only as 2^31; their difference never does. */
    private static void dual(Emitter e, MultiplyInsn.SignedDualMultiply insn) {
        int low = product(e, insn.rn(), false, insn.rm(), insn.exchange());
        int high = product(e, insn.rn(), true, insn.rm(), !insn.exchange());
        e.op(insn.subtract() ? UopKind.SUB : UopKind.ADDQ, insn.rd(), low, high);
    }

    private static void dualAccumulate(Emitter e, MultiplyInsn.SignedDualMultiplyAccumulate insn) {
        int low = product(e, insn.rn(), false, insn.rm(), insn.exchange());
        int high = product(e, insn.rn(), true, insn.rm(), !insn.exchange());
        if (insn.subtract()) {
            e.op(UopKind.ADDQ, insn.rd(), e.value(UopKind.SUB, low, high), insn.ra());
        } else {
            e.emit(UopKind.ADD3Q, insn.rd(), low, high, insn.ra());
        }
    }

    private static void dualAccumulateLong(Emitter e, MultiplyInsn.SignedDualMultiplyAccumulateLong insn) {
        int low = product(e, insn.rn(), false, insn.rm(), insn.exchange());
        int high = product(e, insn.rn(), true, insn.rm(), !insn.exchange());
        e.emit(UopKind.ADD_LONG, insn.rdLo(), low, 0, insn.rdHi());
        UopKind second = insn.subtract() ? UopKind.SUB_LONG : UopKind.ADD_LONG;
        e.emit(second, insn.rdLo(), high, 0, insn.rdHi());
    }

    /** The high word of {@code accumulator:0 ± n × m}, rounded by {@code 0x80000000} when asked to. */
    private static int mostSignificant(Emitter e, UopKind kind, boolean round, int rn, int rm, int accumulator) {
        int low = e.temporary();
        int high = e.temporary();
        e.moveImmediate(low, round ? ROUND : 0);
        e.move(high, accumulator);
        e.emit(kind, low, rn, rm, high);
        return high;
    }
}
