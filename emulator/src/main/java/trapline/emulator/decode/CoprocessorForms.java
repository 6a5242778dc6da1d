package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.CoprocessorInsn.CoprocessorDataProcessing;
import trapline.emulator.isa.CoprocessorInsn.LoadCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveFromCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveToCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveTwoFromCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveTwoToCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.StoreCoprocessor;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.MemoryOperand;

/** Coprocessors other than 10 and 11 (A4.10). */
final class CoprocessorForms {
    private CoprocessorForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("LoadCoprocessor", f -> loadStore(f, true));
        forms.put("StoreCoprocessor", f -> loadStore(f, false));
        forms.put("MoveToCoprocessor", CoprocessorForms::moveTo);
        forms.put("MoveFromCoprocessor", CoprocessorForms::moveFrom);
        forms.put("MoveTwoToCoprocessor", CoprocessorForms::moveTwoTo);
        forms.put("MoveTwoFromCoprocessor", CoprocessorForms::moveTwoFrom);
        forms.put("CoprocessorDataProcessing", CoprocessorForms::dataProcessing);
    }

    private static Insn loadStore(Fields f, boolean load) {
        MemoryOperand address = LoadStoreForms.address(f);
        return load
                ? new LoadCoprocessor(f.cond(), f.get('p'), f.flag('L'), f.get('D'), address)
                : new StoreCoprocessor(f.cond(), f.get('p'), f.flag('L'), f.get('D'), address);
    }

    private static Insn moveTo(Fields f) {
        return new MoveToCoprocessor(f.cond(), f.get('p'), f.get('q'), f.get('t'), f.get('N'), f.get('M'), f.get('x'));
    }

    private static Insn moveFrom(Fields f) {
        return new MoveFromCoprocessor(
                f.cond(), f.get('p'), f.get('q'), f.get('t'), f.get('N'), f.get('M'), f.get('x'));
    }

    private static Insn moveTwoTo(Fields f) {
        return new MoveTwoToCoprocessor(f.cond(), f.get('p'), f.get('q'), f.get('t'), f.get('u'), f.get('M'));
    }

    private static Insn moveTwoFrom(Fields f) {
        return new MoveTwoFromCoprocessor(f.cond(), f.get('p'), f.get('q'), f.get('t'), f.get('u'), f.get('M'));
    }

    private static Insn dataProcessing(Fields f) {
        return new CoprocessorDataProcessing(
                f.cond(), f.get('p'), f.get('q'), f.get('D'), f.get('N'), f.get('M'), f.get('x'));
    }
}
