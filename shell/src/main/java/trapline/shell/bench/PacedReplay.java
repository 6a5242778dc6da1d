package trapline.shell.bench;

import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/**
 * Times the last part of a replay: from the first event on or behind a tick to the request that ended the recording. Whether it is time
 * is looked at as often before as behind that tick: see {@link Stopwatch}.
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
            nextLook = Long.MAX_VALUE;
        }
        stopwatch.event();
    }

    private void look(long now) {
        nextLook = now + PacedInputs.LOOK_TIME;
        if (now < openTick) {
            nextLook = Math.min(nextLook, openTick);
        } else if (!stopwatch.running()) {
            stopwatch.open(now);
        }
    }

    /** What was timed. */
    Report.Window window() {
        return stopwatch.window();
    }
}
