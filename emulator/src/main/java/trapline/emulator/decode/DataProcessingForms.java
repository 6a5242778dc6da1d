package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.DataOp;
import trapline.emulator.isa.DataProcessingInsn.Adr;
import trapline.emulator.isa.DataProcessingInsn.DataProcessing;
import trapline.emulator.isa.DataProcessingInsn.MoveWide;
import trapline.emulator.isa.DataProcessingInsn.SubsPcLr;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.Operand2;
import trapline.emulator.isa.Operand2.RegisterShiftedRegister;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.ShiftType;

/** Standard data-processing (A4.4.1, A4.4.2). */
final class DataProcessingForms {
    private static final int PC = 15;

    private DataProcessingForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("DataProcessing", DataProcessingForms::dataProcessing);
        forms.put("Shift", DataProcessingForms::shift);
        forms.put("Adr", DataProcessingForms::adr);
        forms.put("MoveWide", DataProcessingForms::moveWide);
    }

    private static Insn dataProcessing(Fields f) {
        DataOp op = DataOp.valueOf(f.mnemonic());
        int rd = f.get('d');
        if (op.hasResult() && rd == PC && f.flag('S')) {
            return new SubsPcLr(f.cond(), op, f.get('n'), f.operand2());
        }
        return new DataProcessing(f.cond(), op, f.flag('S'), rd, f.get('n'), f.operand2());
    }

    private static Insn shift(Fields f) {
        ShiftType type = ShiftType.valueOf(f.mnemonic());
        Operand2 operand = f.has('s')
                ? new RegisterShiftedRegister(f.get('m'), type, f.get('s'))
                : ShiftedRegister.decodeImmShift(f.get('m'), type.ordinal(), f.get('i'));
        return new DataProcessing(f.cond(), DataOp.MOV, f.flag('S'), f.get('d'), 0, operand);
    }

    private static Insn adr(Fields f) {
        int imm32 = f.has('e') ? Fields.armExpandImm(f.get('e')).value() : f.immediate();
        return new Adr(f.cond(), f.flag('U'), f.get('d'), imm32);
    }

    private static Insn moveWide(Fields f) {
        return new MoveWide(f.cond(), f.mnemonic().equals("MOVT"), f.get('d'), f.get('j') << 12 | f.get('i'));
    }
}
