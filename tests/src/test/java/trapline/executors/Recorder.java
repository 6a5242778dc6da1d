package trapline.executors;

import java.util.ArrayList;
import java.util.List;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/** Takes a machine's events: a digest of all of them in their order, how many there were of each type, and on demand their text. */
final class Recorder implements EventSink {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final int TYPES = EventType.values().length;

    private final boolean keeping;
    private final List<String> texts = new ArrayList<>();
    private final long[] counts = new long[TYPES];
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
        counts[frame.type.ordinal()]++;
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

    private void add(long value) {
        long mixed = (digest ^ value) * FACTOR;
        digest = mixed ^ mixed >>> 29;
    }

    long digest() {
        return digest;
    }

    /** Number of events by the ordinals of their types. */
    long[] counts() {
        return counts;
    }

    List<String> texts() {
        return texts;
    }
}
