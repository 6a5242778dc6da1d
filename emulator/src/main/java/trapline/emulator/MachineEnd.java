package trapline.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import trapline.emulator.device.ConsoleOutputs;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.GuestExit;

/** Whether, why and how the machine ended; the first cause counts. */
final class MachineEnd {
    private static final int WHOLE_MACHINE = -1;

    private final Trace trace;
    private final ConsoleOutputs outputs;
    private Optional<GuestExit.Cause> cause = Optional.empty();
    private int status;
    private String detail = "";

    MachineEnd(Trace trace, ConsoleOutputs outputs) {
        this.trace = trace;
        this.outputs = outputs;
    }

    boolean isReached() {
        return cause.isPresent();
    }

    Optional<GuestExit.Cause> cause() {
        return cause;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    /** Ends the machine, with its GUEST_EXIT event. */
    void reach(GuestExit.Cause why, int guestStatus, String inWords) {
        if (isReached()) {
            return;
        }
        cause = Optional.of(why);
        status = guestStatus;
        detail = inWords;
        outputs.flush();
        byte[] text = inWords.getBytes(StandardCharsets.UTF_8);
        trace.send(trace.begin(EventType.GUEST_EXIT)
                .put(WHOLE_MACHINE)
                .put(why)
                .put(guestStatus)
                .putBytes(text, 0, text.length));
    }
}
