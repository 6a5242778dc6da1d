package trapline.shell.bench;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;

/**
 * Times the last part of a replay: from the first event on or behind a tick to the request that ended the recording. The stopwatch is
 * begun again and again until then, so that to read the clock loads no class, and compiles no code again, within the part that is timed.
 */
final class PacedReplay implements EventSink {
    private final long openTick;
    private final Stopwatch stopwatch = new Stopwatch();
    private long nextLook;

    PacedReplay(long openTick) {
        this.openTick = openTick;
    }

    @Override
    public void accept(EventFrame frame) {
        if (frame.icount >= nextLook) {
            look(frame.icount);
        }
        if (frame.type == EventType.STOP_REQUEST) {
            stopwatch.close(frame.icount);
        }
        stopwatch.count(1);
    }

    @Override
    public void acceptAll(EventBatch batch) {
        if (batch.lastIcount() >= nextLook) {
            EventSink.super.acceptAll(batch);
        } else {
            stopwatch.count(batch.count());
        }
    }

    private void look(long now) {
        stopwatch.open(now);
        nextLook = now < openTick ? Math.min(now + PacedInputs.LOOK_TIME, openTick) : InputSource.NEVER;
    }

    /** What was timed. */
    Report.Window window() {
        return stopwatch.window();
    }
}
