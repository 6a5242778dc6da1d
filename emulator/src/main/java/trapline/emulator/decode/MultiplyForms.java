package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.MultiplyInsn.Divide;
import trapline.emulator.isa.MultiplyInsn.LongOp;
import trapline.emulator.isa.MultiplyInsn.Multiply;
import trapline.emulator.isa.MultiplyInsn.MultiplyAccumulate;
import trapline.emulator.isa.MultiplyInsn.MultiplyAccumulateAccumulateLong;
import trapline.emulator.isa.MultiplyInsn.MultiplyLong;
import trapline.emulator.isa.MultiplyInsn.MultiplySubtract;
import trapline.emulator.isa.MultiplyInsn.SignedDualMultiply;
import trapline.emulator.isa.MultiplyInsn.SignedDualMultiplyAccumulate;
import trapline.emulator.isa.MultiplyInsn.SignedDualMultiplyAccumulateLong;
import trapline.emulator.isa.MultiplyInsn.SignedMostSignificantMultiply;
import trapline.emulator.isa.MultiplyInsn.SignedMostSignificantMultiplyAccumulate;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyAccumulateHalfwords;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyAccumulateLongHalfwords;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyAccumulateWordByHalfword;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyHalfwords;
import trapline.emulator.isa.MultiplyInsn.SignedMultiplyWordByHalfword;
import trapline.emulator.isa.MultiplyInsn.SumAbsoluteDifferences;
import trapline.emulator.isa.MultiplyInsn.SumAbsoluteDifferencesAccumulate;

/** Multiply, divide and sums of absolute differences (A4.4.3, A4.4.7, A4.4.8). In rows, X is of Rn and Y of Rm. */
final class MultiplyForms {
    private MultiplyForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("Multiply", f -> new Multiply(f.cond(), f.flag('S'), rd(f), rn(f), rm(f)));
        forms.put("MultiplyAccumulate", f -> new MultiplyAccumulate(f.cond(), f.flag('S'), rd(f), rn(f), rm(f), ra(f)));
        forms.put("MultiplySubtract", f -> new MultiplySubtract(f.cond(), rd(f), rn(f), rm(f), ra(f)));
        forms.put("MultiplyLong", MultiplyForms::multiplyLong);
        forms.put(
                "MultiplyAccumulateTwice",
                f -> new MultiplyAccumulateAccumulateLong(f.cond(), f.get('l'), f.get('h'), rn(f), rm(f)));
        forms.put("Divide", f -> new Divide(f.cond(), f.mnemonic().equals("UDIV"), rd(f), rn(f), rm(f)));
        forms.put("SumAbsoluteDifferences", f -> new SumAbsoluteDifferences(f.cond(), rd(f), rn(f), rm(f)));
        forms.put(
                "SumAbsoluteDifferencesAccumulate",
                f -> new SumAbsoluteDifferencesAccumulate(f.cond(), rd(f), rn(f), rm(f), ra(f)));
        addHalfword(forms);
        addDual(forms);
    }

    private static void addHalfword(Map<String, Form> forms) {
        forms.put(
                "MultiplyHalfwords",
                f -> new SignedMultiplyHalfwords(f.cond(), f.flag('X'), f.flag('Y'), rd(f), rn(f), rm(f)));
        forms.put(
                "MultiplyAccumulateHalfwords",
                f -> new SignedMultiplyAccumulateHalfwords(
                        f.cond(), f.flag('X'), f.flag('Y'), rd(f), rn(f), rm(f), ra(f)));
        forms.put(
                "MultiplyWordHalfword",
                f -> new SignedMultiplyWordByHalfword(f.cond(), f.flag('Y'), rd(f), rn(f), rm(f)));
        forms.put(
                "MultiplyAccumulateWordHalfword",
                f -> new SignedMultiplyAccumulateWordByHalfword(f.cond(), f.flag('Y'), rd(f), rn(f), rm(f), ra(f)));
        forms.put(
                "MultiplyAccumulateLongHalfwords",
                f -> new SignedMultiplyAccumulateLongHalfwords(
                        f.cond(), f.flag('X'), f.flag('Y'), f.get('l'), f.get('h'), rn(f), rm(f)));
    }

    private static void addDual(Map<String, Form> forms) {
        forms.put(
                "DualMultiply", f -> new SignedDualMultiply(f.cond(), subtracts(f), f.flag('X'), rd(f), rn(f), rm(f)));
        forms.put(
                "DualMultiplyAccumulate",
                f -> new SignedDualMultiplyAccumulate(f.cond(), subtracts(f), f.flag('X'), rd(f), rn(f), rm(f), ra(f)));
        forms.put(
                "DualMultiplyAccumulateLong",
                f -> new SignedDualMultiplyAccumulateLong(
                        f.cond(), subtracts(f), f.flag('X'), f.get('l'), f.get('h'), rn(f), rm(f)));
        forms.put(
                "MostSignificantMultiply",
                f -> new SignedMostSignificantMultiply(f.cond(), f.flag('X'), rd(f), rn(f), rm(f)));
        forms.put(
                "MostSignificantMultiplyAccumulate",
                f -> new SignedMostSignificantMultiplyAccumulate(
                        f.cond(), f.mnemonic().equals("SMMLS"), f.flag('X'), rd(f), rn(f), rm(f), ra(f)));
    }

    private static Insn multiplyLong(Fields f) {
        LongOp op = LongOp.valueOf(f.mnemonic());
        return new MultiplyLong(f.cond(), op, f.flag('S'), f.get('l'), f.get('h'), rn(f), rm(f));
    }

    /** SMUSD, SMLSD and SMLSLD, unlike SMUAD, SMLAD and SMLALD. */
    private static boolean subtracts(Fields f) {
        return f.mnemonic().charAt(3) == 'S';
    }

    private static int rd(Fields f) {
        return f.get('d');
    }

    private static int rn(Fields f) {
        return f.get('n');
    }

    private static int rm(Fields f) {
        return f.get('m');
    }

    private static int ra(Fields f) {
        return f.get('a');
    }
}
