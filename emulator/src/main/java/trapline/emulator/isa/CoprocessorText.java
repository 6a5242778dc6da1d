package trapline.emulator.isa;

import static trapline.emulator.isa.Text.address;
import static trapline.emulator.isa.Text.reg;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.CoprocessorInsn.CoprocessorDataProcessing;
import trapline.emulator.isa.CoprocessorInsn.LoadCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveFromCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveToCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveTwoFromCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.MoveTwoToCoprocessor;
import trapline.emulator.isa.CoprocessorInsn.StoreCoprocessor;

/** Text of coprocessor instructions. */
final class CoprocessorText {
    private static final int PC = 15;

    private CoprocessorText() {}

    static String of(CoprocessorInsn insn) {
        return switch (insn) {
            case MoveToCoprocessor m ->
                with(
                        "mcr",
                        m.cond(),
                        p(m.coproc()),
                        n(m.opc1()),
                        reg(m.rt()),
                        cr(m.crn()),
                        cr(m.crm()),
                        opc2(m.opc2()));
            case MoveFromCoprocessor m ->
                with(
                        "mrc",
                        m.cond(),
                        p(m.coproc()),
                        n(m.opc1()),
                        flagsOr(m.rt()),
                        cr(m.crn()),
                        cr(m.crm()),
                        opc2(m.opc2()));
            case MoveTwoToCoprocessor m ->
                with("mcrr", m.cond(), p(m.coproc()), n(m.opc1()), reg(m.rt()), reg(m.rt2()), cr(m.crm()));
            case MoveTwoFromCoprocessor m ->
                with("mrrc", m.cond(), p(m.coproc()), n(m.opc1()), reg(m.rt()), reg(m.rt2()), cr(m.crm()));
            case LoadCoprocessor l ->
                with(l.longForm() ? "ldcl" : "ldc", l.cond(), p(l.coproc()), cr(l.crd()), address(l.address()));
            case StoreCoprocessor s ->
                with(s.longForm() ? "stcl" : "stc", s.cond(), p(s.coproc()), cr(s.crd()), address(s.address()));
            case CoprocessorDataProcessing c ->
                with(
                        "cdp",
                        c.cond(),
                        p(c.coproc()),
                        n(c.opc1()),
                        cr(c.crd()),
                        cr(c.crn()),
                        cr(c.crm()),
                        opc2(c.opc2()));
        };
    }

    private static String p(int coproc) {
        return Integer.toString(coproc);
    }

    private static String n(int opc) {
        return Integer.toString(opc);
    }

    private static String cr(int register) {
        return "cr" + register;
    }

    private static String opc2(int opc2) {
        return "{" + opc2 + "}";
    }

    private static String flagsOr(int rt) {
        return rt == PC ? "APSR_nzcv" : reg(rt);
    }
}
