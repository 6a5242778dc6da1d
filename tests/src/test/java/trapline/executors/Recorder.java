package trapline.executors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.recorder.event.ComponentKind;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/** Takes a machine's events: a digest of all of them in their order, how many there were of each, and on demand their text. */
final class Recorder implements EventSink {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final int[] KIND_SLOTS = kindSlots();
    private static final int MOST_KINDS = 64;

    private final boolean keeping;
    private final List<String> texts = new ArrayList<>();
    /** Of types that did not occur, empty. */
    private final long[][] counts = new long[KIND_SLOTS.length][0];

    private long digest;

    /**
     * Empty.
     *
     * @param keeping whether the texts are kept
     */
    Recorder(boolean keeping) {
        this.keeping = keeping;
    }

    @Override
    public void accept(EventFrame frame) {
        count(frame);
        add(frame.type.id() | (long) frame.cpu << 8 | (long) frame.vm << 16 | (long) frame.vcpu << 24);
        add(frame.icount);
        add(frame.pc);
        for (int i = 0; i < frame.count; i++) {
            add(frame.values[i]);
        }
        for (int i = 0; i < frame.length; i++) {
            add(frame.bytes[i]);
        }
        if (keeping) {
            texts.add("tick %d cpu %d pc %08x %s"
                    .formatted(frame.icount, frame.cpu, frame.pc, EventCatalog.EVENTS.text(frame)));
        }
    }

    private void count(EventFrame frame) {
        int type = frame.type.ordinal();
        if (counts[type].length == 0) {
            counts[type] = new long[MOST_KINDS];
        }
        int slot = KIND_SLOTS[type];
        counts[type][slot < 0 ? 0 : (int) frame.values[slot]]++;
    }

    private void add(long value) {
        long mixed = (digest ^ value) * FACTOR;
        digest = mixed ^ mixed >>> 29;
    }

    long digest() {
        return digest;
    }

    /** Number of events by the ordinal of their type, and that of their first component that is an enum. */
    long[][] counts() {
        return counts;
    }

    /** The first component of each type that is an enum; -1 for none. */
    private static int[] kindSlots() {
        int[] slots = new int[EventType.values().length];
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            slots[row.type().ordinal()] = kind(row).map(EventComponent::slot).orElse(-1);
        }
        return slots;
    }

    private static Optional<EventComponent> kind(EventRow row) {
        return row.components().stream()
                .filter(component -> component.kind() == ComponentKind.ENUM)
                .findFirst();
    }

    /** A count in words. */
    static String name(EventType type, int kind) {
        return kind(EventCatalog.EVENTS.row(type))
                .map(component -> type + " " + component.constants().get(kind))
                .orElse(type.name());
    }

    List<String> texts() {
        return texts;
    }
}
