package trapline.emulator;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;

/** Counts the events on their way. */
final class CountingSink implements EventSink {
    private final EventSink target;
    /** Events that have passed. */
    long count;

    CountingSink(EventSink target) {
        this.target = target;
    }

    @Override
    public void accept(EventFrame frame) {
        count++;
        target.accept(frame);
    }

    @Override
    public void acceptAll(EventBatch batch) {
        count += batch.count();
        target.acceptAll(batch);
    }
}
