package trapline.shell;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Observation.GuestExit;

/** What is said on standard error while guests run: how a VM among several ended, and what the machine does not have. */
final class RecordNotes {
    /** A program that tries everything does not flood the terminal; the log has it all. */
    private static final int MOST_UNIMPLEMENTED = 20;

    private static final GuestExit.Cause[] CAUSES = GuestExit.Cause.values();

    private final PrintWriter err;
    private final List<String> vms;
    private final Set<String> unimplemented = new HashSet<>();

    /**
     * On a stream.
     *
     * @param vms the names of the VMs by VM-ID
     */
    RecordNotes(PrintWriter err, List<String> vms) {
        this.err = err;
        this.vms = vms;
    }

    /** Says what is to be said of an event. */
    void see(EventFrame frame) {
        if (frame.type == EventType.UNIMPLEMENTED) {
            reportUnimplemented(frame);
        } else if (frame.type == EventType.GUEST_EXIT && frame.values[0] >= 0) {
            reportExit(frame);
        }
    }

    private void reportUnimplemented(EventFrame frame) {
        String what = text(frame);
        if (unimplemented.size() >= MOST_UNIMPLEMENTED || !unimplemented.add(what)) {
            return;
        }
        err.printf("unimplemented: %s at pc 0x%x%n", what, frame.values[0]);
        if (unimplemented.size() == MOST_UNIMPLEMENTED) {
            err.println("unimplemented: more of these are in the log only (ev_unimplemented)");
        }
        err.flush();
    }

    private void reportExit(EventFrame frame) {
        int vm = (int) frame.values[0];
        String cause =
                CAUSES[(int) frame.values[1]].name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String name = vm < vms.size() ? vms.get(vm) : Integer.toString(vm);
        err.printf("VM %s ended: %s, status %d: %s%n", name, cause, frame.values[2], text(frame));
        err.flush();
    }

    private static String text(EventFrame frame) {
        return new String(frame.bytes, 0, frame.length, StandardCharsets.UTF_8);
    }
}
