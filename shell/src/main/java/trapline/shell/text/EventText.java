package trapline.shell.text;

import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;

/** One event on a line: where and when, then what. */
public final class EventText {
    private EventText() {}

    /** The event with its header. */
    public static String line(EventFrame frame) {
        String owner = frame.vm < 0 ? "no VM" : "VM " + frame.vm + "." + frame.vcpu;
        return "%10d  tick %-12d cpu %d  %-8s pc 0x%08x  %s"
                .formatted(frame.seq, frame.icount, frame.cpu, owner, frame.pc, EventCatalog.EVENTS.text(frame));
    }
}
