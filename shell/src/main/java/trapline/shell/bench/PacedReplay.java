package trapline.shell.bench;

import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;

/** Times the last part of a replay: from the first event on or behind a tick to the request that ended the recording. */
final class PacedReplay implements EventSink {
    private final long openTick;
    private final Stopwatch stopwatch = new Stopwatch();
    private boolean begun;

    PacedReplay(long openTick) {
        this.openTick = openTick;
    }

    @Override
    public void accept(EventFrame frame) {
        if (!begun && frame.icount >= openTick) {
            begun = true;
            stopwatch.open(frame.icount);
        } else if (begun && frame.type == EventType.STOP_REQUEST) {
            stopwatch.close(frame.icount);
        }
        stopwatch.event();
    }

    /** What was timed. */
    Report.Window window() {
        return stopwatch.window();
    }
}
