package trapline.emulator.isa;

import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.operand;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.s;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.DataProcessingInsn.Adr;
import trapline.emulator.isa.DataProcessingInsn.DataProcessing;
import trapline.emulator.isa.DataProcessingInsn.MoveWide;
import trapline.emulator.isa.DataProcessingInsn.SubsPcLr;
import trapline.emulator.isa.Operand2.RegisterShiftedRegister;
import trapline.emulator.isa.Operand2.ShiftedRegister;

/** Text of data-processing instructions. */
final class DataProcessingText {
    private static final int PC = 15;

    private DataProcessingText() {}

    static String of(DataProcessingInsn insn) {
        return switch (insn) {
            case DataProcessing d -> dataProcessing(d);
            case SubsPcLr d -> dataProcessing(new DataProcessing(d.cond(), d.op(), true, PC, d.rn(), d.operand()));
            case MoveWide m -> with(m.top() ? "movt" : "movw", m.cond(), reg(m.rd()), imm(m.imm16()));
            case Adr a -> with(a.add() ? "add" : "sub", a.cond(), reg(a.rd()), reg(PC), imm(a.imm32()));
        };
    }

    private static String dataProcessing(DataProcessing d) {
        String operand = operand(d.operand());
        if (!d.op().hasResult()) {
            return with(lower(d.op()), d.cond(), reg(d.rn()), operand);
        }
        String mnemonic = lower(d.op()) + s(d.setFlags());
        if (d.op().hasRn()) {
            return with(mnemonic, d.cond(), reg(d.rd()), reg(d.rn()), operand);
        }
        return d.op() == DataOp.MOV ? move(d, mnemonic) : with(mnemonic, d.cond(), reg(d.rd()), operand);
    }

    /** MOV of a shifted register is written as the shift. */
    private static String move(DataProcessing d, String mnemonic) {
        return switch (d.operand()) {
            case RegisterShiftedRegister shifted ->
                with(
                        lower(shifted.type()) + s(d.setFlags()),
                        d.cond(),
                        reg(d.rd()),
                        reg(shifted.rm()),
                        reg(shifted.rs()));
            case ShiftedRegister shifted
            when shifted.type() == ShiftType.RRX ->
                with("rrx" + s(d.setFlags()), d.cond(), reg(d.rd()), reg(shifted.rm()));
            case ShiftedRegister shifted
            when !shifted.isPlain() ->
                with(
                        lower(shifted.type()) + s(d.setFlags()),
                        d.cond(),
                        reg(d.rd()),
                        reg(shifted.rm()),
                        imm(shifted.amount()));
            case Operand2.Offset plain -> with(mnemonic, d.cond(), reg(d.rd()), operand(plain));
        };
    }
}
