package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;

/**
 * Lets a machine warm up for a while, times so many ticks (several times as many if they take but
 * little time), and then ends it. No input but that end reaches the guest. The
 * clocks are looked at as often as {@code trapline record} looks for Ctrl-C. Warming up takes its time by both of them: a busy
 * host gives the compiler of the virtual machine less of it.
 */
final class PacedInputs implements InputSource, EventSink {
    /** Ticks between two looks at the clock. */
    static final long LOOK_TIME = 1_000_000;

    /** Least time between two points of the curve. */
    private static final double POINT_SECONDS = 0.02;

    private final Job.Timing timing;
    private final Sample begin = Sample.now(ProcessorTime.OF_THIS_PROCESS);
    private final double beganAt;
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Report.Point> curve = new ArrayList<>();
    private long next;
    private int times;

    PacedInputs(Job.Timing timing) {
        this.timing = timing;
        beganAt = (System.currentTimeMillis() - timing.startedAt()) / 1e3;
    }

    /** Events of the machine, to count those in the window. */
    @Override
    public void accept(EventFrame frame) {
        stopwatch.count(1);
    }

    @Override
    public void acceptAll(EventBatch batch) {
        stopwatch.count(batch.count());
    }

    @Override
    public long nextTick(long now, Demand demand) {
        if (now >= next) {
            look(now);
        }
        return Math.max(now, next);
    }

    private void look(long now) {
        if (stopwatch.running()) {
            return;
        }
        next = (now / LOOK_TIME + 1) * LOOK_TIME;
        Sample seconds = Sample.now(ProcessorTime.OF_THIS_PROCESS).minus(begin);
        double sinceStart = beganAt + seconds.wall();
        if (curve.isEmpty() || sinceStart - curve.getLast().seconds() >= POINT_SECONDS) {
            curve.add(new Report.Point(sinceStart, now));
        }
        if (seconds.least() >= timing.warmUpSeconds()) {
            stopwatch.open(now);
            next = now + timing.ticks();
        }
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        if (!stopwatch.running() || now < next) {
            return false;
        }
        times++;
        if (Repetition.isDue(times, stopwatch.secondsSoFar())) {
            next += timing.ticks();
            return false;
        }
        stopwatch.close(now);
        next = NEVER;
        frame.begin(EventType.STOP_REQUEST).put(StopRequest.Reason.UNTIL);
        return true;
    }

    /** What was timed. */
    Report.Window window() {
        return stopwatch.window();
    }

    /** How far the machine was at which time. */
    List<Report.Point> curve() {
        return List.copyOf(curve);
    }
}
