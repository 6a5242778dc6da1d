package trapline.shell.text;

import java.util.ArrayList;
import java.util.List;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.EventType;
import trapline.recorder.event.TrapReason;

/** One event in words: on a line, or explained field by field. */
public final class EventText {
    private EventText() {}

    /** The event on one line. */
    public static String line(EventFrame frame) {
        return "%10d  tick %-12d cpu %d  %-8s pc 0x%08x  %s"
                .formatted(frame.seq, frame.icount, frame.cpu, owner(frame), frame.pc, EventCatalog.EVENTS.text(frame));
    }

    /** The event with the meaning of each field; the syndrome of a trap taken apart. */
    public static List<String> explain(EventFrame frame) {
        List<String> lines = new ArrayList<>();
        EventRow row = EventCatalog.EVENTS.row(frame.type);
        lines.add("event %d: %s".formatted(frame.seq, frame.type));
        lines.add("  at tick %d on CPU %d, %s, pc 0x%08x".formatted(frame.icount, frame.cpu, owner(frame), frame.pc));
        for (EventComponent component : row.components()) {
            lines.add(
                    "  %-12s = %-12s %s".formatted(component.columnName(), component.text(frame), component.meaning()));
        }
        if (frame.type == EventType.HYP_TRAP) {
            TrapReason reason = TrapReason.values()[(int) frame.values[0]];
            lines.add("  the syndrome (ARM DDI 0406C B3.13.6):");
            Syndrome.describe(reason, (int) frame.values[1]).forEach(line -> lines.add("    " + line));
        }
        return lines;
    }

    private static String owner(EventFrame frame) {
        return frame.vm < 0 ? "no VM" : "VM " + frame.vm + "." + frame.vcpu;
    }
}
