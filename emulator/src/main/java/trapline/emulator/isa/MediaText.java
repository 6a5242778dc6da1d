package trapline.emulator.isa;

import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.operand;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.registers;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.MediaInsn.BitFieldClear;
import trapline.emulator.isa.MediaInsn.BitFieldExtract;
import trapline.emulator.isa.MediaInsn.BitFieldInsert;
import trapline.emulator.isa.MediaInsn.CountLeadingZeros;
import trapline.emulator.isa.MediaInsn.Extend;
import trapline.emulator.isa.MediaInsn.ExtendAndAdd;
import trapline.emulator.isa.MediaInsn.PackHalfword;
import trapline.emulator.isa.MediaInsn.ParallelAddSubtract;
import trapline.emulator.isa.MediaInsn.Reverse;
import trapline.emulator.isa.MediaInsn.Saturate;
import trapline.emulator.isa.MediaInsn.Saturate16;
import trapline.emulator.isa.MediaInsn.SaturatingArithmetic;
import trapline.emulator.isa.MediaInsn.SelectBytes;

/** Text of saturating, packing, parallel and bit field instructions. */
final class MediaText {
    private MediaText() {}

    static String of(MediaInsn insn) {
        return switch (insn) {
            case SaturatingArithmetic q -> registers(lower(q.op()), q.cond(), q.rd(), q.rm(), q.rn());
            case Saturate q ->
                with(sign(q.unsigned()) + "sat", q.cond(), reg(q.rd()), imm(q.saturateTo()), operand(q.operand()));
            case Saturate16 q ->
                with(sign(q.unsigned()) + "sat16", q.cond(), reg(q.rd()), imm(q.saturateTo()), reg(q.rn()));
            case ParallelAddSubtract p -> registers(lower(p.kind()) + lower(p.op()), p.cond(), p.rd(), p.rn(), p.rm());
            case SelectBytes s -> registers("sel", s.cond(), s.rd(), s.rn(), s.rm());
            case PackHalfword p ->
                with(p.topFromRn() ? "pkhtb" : "pkhbt", p.cond(), reg(p.rd()), reg(p.rn()), operand(p.operand()));
            case Extend e -> with(lower(e.op()), e.cond(), reg(e.rd()), rotated(e.rm(), e.rotation()));
            case ExtendAndAdd e ->
                with(
                        lower(e.op()).replace("xt", "xta"),
                        e.cond(),
                        reg(e.rd()),
                        reg(e.rn()),
                        rotated(e.rm(), e.rotation()));
            case Reverse r -> registers(lower(r.op()), r.cond(), r.rd(), r.rm());
            case CountLeadingZeros c -> registers("clz", c.cond(), c.rd(), c.rm());
            case BitFieldInsert b -> with("bfi", b.cond(), reg(b.rd()), reg(b.rn()), imm(b.lsb()), imm(b.width()));
            case BitFieldClear b -> with("bfc", b.cond(), reg(b.rd()), imm(b.lsb()), imm(b.width()));
            case BitFieldExtract b ->
                with(sign(b.unsigned()) + "bfx", b.cond(), reg(b.rd()), reg(b.rn()), imm(b.lsb()), imm(b.width()));
        };
    }

    private static String sign(boolean unsigned) {
        return unsigned ? "u" : "s";
    }

    private static String rotated(int rm, int rotation) {
        return rotation == 0 ? reg(rm) : reg(rm) + ", ror " + imm(rotation);
    }
}
