package trapline.emulator.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.EnumMap;
import java.util.Map;

/** The stretches of a region's code in which a fault may be thrown, and the handler of each: one for every {@link CarryForm}. */
final class FaultRanges {
    private final CodeBuilder code;
    private final Map<CarryForm, Label> handlers = new EnumMap<>(CarryForm.class);
    private boolean open;
    private Label start;
    private CarryForm form = CarryForm.EXPLICIT;

    FaultRanges(CodeBuilder code) {
        this.code = code;
        start = code.newLabel();
    }

    /** The next instruction may fault, with C and V in a form. */
    void begin(CarryForm present) {
        if (!open) {
            open = true;
            form = present;
            start = code.newBoundLabel();
        }
    }

    /** Ends the stretch, if there is one. */
    void end() {
        if (open) {
            open = false;
            Label handler = handlers.computeIfAbsent(form, _ -> code.newLabel());
            code.exceptionCatch(start, code.newBoundLabel(), handler, Types.GUEST_FAULT);
        }
    }

    /** The handlers that are needed. */
    Map<CarryForm, Label> handlers() {
        return handlers;
    }
}
