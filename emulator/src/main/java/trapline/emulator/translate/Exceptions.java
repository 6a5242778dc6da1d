package trapline.emulator.translate;

import trapline.emulator.ir.UopKind;
import trapline.emulator.isa.ExceptionInsn;

/** Instructions that take an exception (ARM DDI 0406C A4.8). */
final class Exceptions {
    private Exceptions() {}

    static void translate(Emitter e, ExceptionInsn insn) {
        switch (insn) {
            case ExceptionInsn.SupervisorCall form -> call(e, UopKind.SUPERVISOR_CALL, form.imm());
            case ExceptionInsn.HypervisorCall form -> call(e, UopKind.HYPERVISOR_CALL, form.imm16());
            case ExceptionInsn.SecureMonitorCall form -> call(e, UopKind.SECURE_MONITOR_CALL, form.imm4());
            case ExceptionInsn.Breakpoint form -> call(e, UopKind.BREAKPOINT, form.imm16());
            case ExceptionInsn.PermanentlyUndefined _, ExceptionInsn.Undefined _ -> e.undefined();
        }
    }

    private static void call(Emitter e, UopKind kind, int immediate) {
        e.opImmediate(kind, 0, 0, immediate);
        e.examine();
    }
}
