package trapline.emulator.translate;

import trapline.emulator.ir.ParallelCode;
import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.MediaInsn;
import trapline.emulator.isa.MediaInsn.ExtendOp;
import trapline.emulator.isa.MediaInsn.ParallelKind;
import trapline.emulator.isa.MediaInsn.ParallelOp;

/** Saturating, packing, parallel and miscellaneous data processing (ARM DDI 0406C A4.4.4 to A4.4.6, A4.4.9). */
final class Media {
    private Media() {}

    static void translate(Emitter e, MediaInsn insn) {
        switch (insn) {
            case MediaInsn.SaturatingArithmetic form -> saturating(e, form);
            case MediaInsn.Saturate form -> {
                UopKind kind = form.unsigned() ? UopKind.USAT : UopKind.SSAT;
                e.opImmediate(kind, form.rd(), Operands.slot(e, form.operand(), false), form.saturateTo());
            }
            case MediaInsn.Saturate16 form -> {
                UopKind kind = form.unsigned() ? UopKind.USAT16 : UopKind.SSAT16;
                e.opImmediate(kind, form.rd(), form.rn(), form.saturateTo());
            }
            case MediaInsn.ParallelAddSubtract form -> parallel(e, form);
            case MediaInsn.SelectBytes form -> e.op(UopKind.SEL, form.rd(), form.rn(), form.rm());
            case MediaInsn.PackHalfword form -> pack(e, form);
            case MediaInsn.Extend form -> extend(e, form.op(), form.rd(), form.rm(), form.rotation());
            case MediaInsn.ExtendAndAdd form -> extendAndAdd(e, form);
            case MediaInsn.Reverse form -> e.op(reverseKind(form.op()), form.rd(), form.rm(), 0);
            case MediaInsn.CountLeadingZeros form -> e.op(UopKind.CLZ, form.rd(), form.rm(), 0);
            case MediaInsn.BitFieldInsert form ->
                e.emit(UopKind.BFI, form.rd(), form.rd(), form.rn(), field(form.lsb(), form.width()));
            case MediaInsn.BitFieldClear form ->
                e.opImmediate(UopKind.ANDI, form.rd(), form.rd(), ~(-1 >>> (32 - form.width()) << form.lsb()));
            case MediaInsn.BitFieldExtract form -> {
                UopKind kind = form.unsigned() ? UopKind.UBFX : UopKind.SBFX;
                e.opImmediate(kind, form.rd(), form.rn(), field(form.lsb(), form.width()));
            }
        }
    }

    private static int field(int lsb, int width) {
        return width << 8 | lsb;
    }

    /** Rm is the first operand; the doubling forms saturate {@code 2 × Rn} first. */
    private static void saturating(Emitter e, MediaInsn.SaturatingArithmetic insn) {
        switch (insn.op()) {
            case QADD -> e.op(UopKind.QADD, insn.rd(), insn.rm(), insn.rn());
            case QSUB -> e.op(UopKind.QSUB, insn.rd(), insn.rm(), insn.rn());
            case QDADD -> e.op(UopKind.QADD, insn.rd(), insn.rm(), e.value(UopKind.QADD, insn.rn(), insn.rn()));
            case QDSUB -> e.op(UopKind.QSUB, insn.rd(), insn.rm(), e.value(UopKind.QADD, insn.rn(), insn.rn()));
        }
    }

    private static void parallel(Emitter e, MediaInsn.ParallelAddSubtract insn) {
        int code = ParallelCode.of(insn.kind(), insn.op());
        if (insn.kind() == ParallelKind.S || insn.kind() == ParallelKind.U) {
            e.emit(UopKind.PARALLEL_GE, 0, insn.rn(), insn.rm(), code);
        }
        e.emit(UopKind.PARALLEL, insn.rd(), insn.rn(), insn.rm(), code);
    }

    private static void pack(Emitter e, MediaInsn.PackHalfword insn) {
        int shifted = Operands.slot(e, insn.operand(), false);
        int bottom = insn.topFromRn() ? shifted : insn.rn();
        int top = insn.topFromRn() ? insn.rn() : shifted;
        e.emit(UopKind.BFI, insn.rd(), top, bottom, field(0, 16));
    }

    private static void extend(Emitter e, ExtendOp op, int d, int rm, int rotation) {
        int rotated = rotation == 0 ? rm : e.valueImmediate(UopKind.RORI, rm, rotation);
        switch (op) {
            case SXTB16 -> e.op(UopKind.SXTB16, d, rotated, 0);
            case SXTB -> e.op(UopKind.SXTB, d, rotated, 0);
            case SXTH -> e.op(UopKind.SXTH, d, rotated, 0);
            case UXTB16 -> e.opImmediate(UopKind.ANDI, d, rotated, 0x00FF_00FF);
            case UXTB -> e.opImmediate(UopKind.ANDI, d, rotated, 0xFF);
            case UXTH -> e.opImmediate(UopKind.ANDI, d, rotated, 0xFFFF);
        }
    }

    private static void extendAndAdd(Emitter e, MediaInsn.ExtendAndAdd insn) {
        int extended = e.temporary();
        extend(e, insn.op(), extended, insn.rm(), insn.rotation());
        if (insn.op() == ExtendOp.SXTB16 || insn.op() == ExtendOp.UXTB16) {
            int code = ParallelCode.of(ParallelKind.U, ParallelOp.ADD16);
            e.emit(UopKind.PARALLEL, insn.rd(), insn.rn(), extended, code);
        } else {
            e.op(UopKind.ADD, insn.rd(), insn.rn(), extended);
        }
    }

    private static UopKind reverseKind(MediaInsn.ReverseOp op) {
        return switch (op) {
            case REV -> UopKind.REV;
            case REV16 -> UopKind.REV16;
            case REVSH -> UopKind.REVSH;
            case RBIT -> UopKind.RBIT;
        };
    }
}
