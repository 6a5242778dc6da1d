package trapline.recorder.event;

/**
 * Where the machine's events go: a log writer when recording, a comparison when replaying. The machine cannot tell.
 */
public interface EventSink {
    /**
     * Takes one event. The frame belongs to the caller and is reused for the next event, so a sink copies what it
     * keeps. The sink assigns {@link EventFrame#seq}.
     */
    void accept(EventFrame frame);

    /** Takes all events of a batch, as if one after the other came alone. */
    default void acceptAll(EventBatch batch) {
        for (int n = 0; n < batch.count(); n++) {
            accept(batch.frame(n));
        }
    }
}
