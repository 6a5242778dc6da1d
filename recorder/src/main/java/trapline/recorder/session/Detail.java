package trapline.recorder.session;

import trapline.recorder.event.EventType;

/** How much of a session is recorded. */
public enum Detail {
    /** What is needed to repeat it, and digests to see that it was repeated: inputs, state digests, exits. */
    INPUTS,
    /** Every event. */
    EVENTS;

    /** Whether events of a type are recorded. */
    public boolean includes(EventType type) {
        return this == EVENTS || type.isInput() || type == EventType.STATE_DIGEST || type == EventType.GUEST_EXIT;
    }
}
