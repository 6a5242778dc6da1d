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
 * Lets a machine warm up for a while, then writes its events and does not by turns, and times both. What recording adds is so a
 * difference within one process, in the same code and a moment apart: of two processes, a busy host and what HotSpot chose to inline
 * may differ by more. The log has gaps, so nobody can replay it.
 */
final class Turns implements InputSource, EventSink {
    /** How long each is. */
    static final long TICKS = 2_000_000;

    /** The fewest of both kinds together. */
    private static final int FEWEST = 50;

    private final Job.Timing timing;
    private final EventSink log;
    private final Sample begin = Sample.now(ProcessorTime.OF_THIS_PROCESS);
    private final List<Sample> written = new ArrayList<>();
    private final List<Sample> dropped = new ArrayList<>();
    private Sample turnBegan = begin;
    private long turnEnds = TICKS;
    private boolean writes;
    private boolean warm;
    private long events;
    private boolean ended;

    Turns(Job.Timing timing, EventSink log) {
        this.timing = timing;
        this.log = log;
    }

    @Override
    public void accept(EventFrame frame) {
        if (writes) {
            log.accept(frame);
            events++;
        }
    }

    @Override
    public void acceptAll(EventBatch batch) {
        if (writes) {
            log.acceptAll(batch);
            events += batch.count();
        }
    }

    @Override
    public long nextTick(long now, Demand demand) {
        return ended ? NEVER : Math.max(now, turnEnds);
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        if (ended || now < turnEnds) {
            return false;
        }
        Sample read = Sample.now(ProcessorTime.OF_THIS_PROCESS);
        if (warm) {
            (writes ? written : dropped).add(read.minus(turnBegan));
            ended = written.size() + dropped.size() >= Math.max(FEWEST, 2 * timing.ticks() / TICKS);
        } else if (read.minus(begin).least() >= timing.warmUpSeconds()) {
            warm = true;
            events = 0;
        }
        if (ended) {
            frame.begin(EventType.STOP_REQUEST).put(StopRequest.Reason.UNTIL);
            return true;
        }
        writes = !writes;
        turnEnds = now + TICKS;
        turnBegan = Sample.now(ProcessorTime.OF_THIS_PROCESS);
        return false;
    }

    /**
     * What was timed.
     *
     * @throws IllegalStateException when the guest ended too early
     */
    Report.Turns report() {
        if (!ended) {
            throw new IllegalStateException("the guest ended before it was timed");
        }
        return new Report.Turns(median(written), median(dropped), (double) events / written.size());
    }

    private static Sample median(List<Sample> samples) {
        return new Sample(median(samples, HostClock.WALL), median(samples, HostClock.CPU));
    }

    private static double median(List<Sample> samples, HostClock clock) {
        return Statistics.median(
                samples.stream().map(sample -> sample.by(clock)).toList());
    }
}
