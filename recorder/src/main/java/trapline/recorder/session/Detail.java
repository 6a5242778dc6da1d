package trapline.recorder.session;

import java.util.Locale;
import java.util.function.Predicate;
import trapline.recorder.event.EventType;

/** How much of a session is recorded. */
public enum Detail {
    /** What is needed to repeat it, and digests to see that it was repeated: inputs, state digests, exits. */
    INPUTS(type -> type.isInput() || type == EventType.STATE_DIGEST || type == EventType.GUEST_EXIT),
    /** Every event. */
    EVENTS(_ -> true);

    /** Bit per id. */
    private final long types;

    Detail(Predicate<EventType> includes) {
        long bits = 0;
        for (EventType type : EventType.values()) {
            bits |= includes.test(type) ? 1L << type.id() : 0;
        }
        types = bits;
    }

    /** Whether events of a type are recorded. */
    public boolean includes(EventType type) {
        return (types >>> type.id() & 1) != 0;
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
