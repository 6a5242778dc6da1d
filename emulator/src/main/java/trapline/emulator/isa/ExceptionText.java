package trapline.emulator.isa;

import static trapline.emulator.isa.Text.hex;
import static trapline.emulator.isa.Text.imm;
import static trapline.emulator.isa.Text.lower;
import static trapline.emulator.isa.Text.with;

import trapline.emulator.isa.ExceptionInsn.Breakpoint;
import trapline.emulator.isa.ExceptionInsn.HypervisorCall;
import trapline.emulator.isa.ExceptionInsn.PermanentlyUndefined;
import trapline.emulator.isa.ExceptionInsn.SecureMonitorCall;
import trapline.emulator.isa.ExceptionInsn.SupervisorCall;
import trapline.emulator.isa.ExceptionInsn.Undefined;
import trapline.emulator.isa.HintInsn.Barrier;
import trapline.emulator.isa.HintInsn.BarrierOp;
import trapline.emulator.isa.HintInsn.Hint;
import trapline.emulator.isa.HintInsn.HintOp;

/** Text of calls, breakpoints, undefined encodings, hints and barriers. */
final class ExceptionText {
    /** The options of DMB and DSB by their encoding; those without a name are numbers (A8.8.43). */
    private static final String[] BARRIER_OPTIONS = {
        "", "", "oshst", "osh", "", "", "nshst", "nsh", "", "", "ishst", "ish", "", "", "st", "sy"
    };

    private ExceptionText() {}

    static String of(ExceptionInsn insn) {
        return switch (insn) {
            case SupervisorCall s -> with("svc", s.cond(), hex(s.imm()));
            case HypervisorCall h -> with("hvc", h.cond(), imm(h.imm16()));
            case SecureMonitorCall s -> with("smc", s.cond(), imm(s.imm4()));
            case Breakpoint b -> with("bkpt", b.cond(), hex(b.imm16()));
            case PermanentlyUndefined u -> with("udf", u.cond(), imm(u.imm16()));
            case Undefined u -> "undefined " + hex(u.word());
        };
    }

    static String of(HintInsn insn) {
        return switch (insn) {
            case Hint h when h.op() == HintOp.DBG -> with("dbg", h.cond(), imm(h.option()));
            case Hint h when h.op() == HintOp.NOP && h.option() != 0 -> with("nop", h.cond(), "{" + h.option() + "}");
            case Hint h -> with(lower(h.op()), h.cond());
            case Barrier b -> with(lower(b.op()), b.cond(), option(b));
        };
    }

    private static String option(Barrier b) {
        String name = b.op() == BarrierOp.ISB && b.option() != 0b1111 ? "" : BARRIER_OPTIONS[b.option()];
        return name.isEmpty() ? imm(b.option()) : name;
    }
}
