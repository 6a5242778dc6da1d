package trapline.replay;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/** Hands events of one type on in batches, each before anything else that comes behind it. */
final class Batching implements EventSink {
    private final EventType type;
    private final EventSink target;
    private final EventBatch batch = new EventBatch();

    Batching(EventType type, EventSink target) {
        this.type = type;
        this.target = target;
    }

    @Override
    public void accept(EventFrame frame) {
        if (frame.type != type) {
            flush();
            target.accept(frame);
            return;
        }
        if (batch.count() == 0) {
            batch.begin(type, frame.cpu, frame.vm, frame.vcpu);
        }
        batch.append(frame);
        if (batch.count() == EventBatch.MOST) {
            flush();
        }
    }

    private void flush() {
        if (batch.count() > 0) {
            target.acceptAll(batch);
            batch.begin(type, 0, 0, 0);
        }
    }
}
