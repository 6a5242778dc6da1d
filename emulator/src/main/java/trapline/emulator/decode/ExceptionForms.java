package trapline.emulator.decode;

import java.util.Map;
import trapline.emulator.isa.ExceptionInsn.Breakpoint;
import trapline.emulator.isa.ExceptionInsn.HypervisorCall;
import trapline.emulator.isa.ExceptionInsn.PermanentlyUndefined;
import trapline.emulator.isa.ExceptionInsn.SecureMonitorCall;
import trapline.emulator.isa.ExceptionInsn.SupervisorCall;
import trapline.emulator.isa.HintInsn.Barrier;
import trapline.emulator.isa.HintInsn.BarrierOp;
import trapline.emulator.isa.HintInsn.Hint;
import trapline.emulator.isa.HintInsn.HintOp;

/** Instructions that take an exception, hints and barriers (A4.8, A4.9). */
final class ExceptionForms {
    private ExceptionForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("SupervisorCall", f -> new SupervisorCall(f.cond(), f.get('i')));
        forms.put("HypervisorCall", f -> new HypervisorCall(f.cond(), f.get('i')));
        forms.put("SecureMonitorCall", f -> new SecureMonitorCall(f.cond(), f.get('i')));
        forms.put("Breakpoint", f -> new Breakpoint(f.cond(), f.get('i')));
        forms.put("PermanentlyUndefined", f -> new PermanentlyUndefined(f.cond(), f.get('i')));
        forms.put("Hint", f -> new Hint(f.cond(), HintOp.valueOf(f.mnemonic()), f.get('i')));
        forms.put("Barrier", f -> new Barrier(f.cond(), BarrierOp.valueOf(f.mnemonic()), f.get('i')));
    }
}
