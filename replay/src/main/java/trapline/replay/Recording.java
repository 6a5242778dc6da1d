package trapline.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.LogTotals;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.Detail;
import trapline.recorder.session.Outcome;

/**
 * Stands between a machine and the outside while it is recorded: writes the events that the detail includes, notes the
 * ends of VMs, and lets an observer look on.
 *
 * <p>The log is given when the machine has been built, so that an image that cannot be used leaves no session behind; a
 * machine emits nothing before it runs.
 */
final class Recording implements EventSink, InputSource, AutoCloseable {
    /**
     * Ticks after which events are appended though their block is not full: about a second of a guest that has little to
     * tell. A matter of ticks, so that two recordings have the same blocks.
     */
    static final long PATIENCE = 1 << 25;

    private static final GuestExit.Cause[] CAUSES = GuestExit.Cause.values();

    private final Detail detail;
    private final InputSource inputs;
    private final EventSink observer;
    private final List<Outcome.VmExit> exits = new ArrayList<>();
    private Optional<LogWriter> log = Optional.empty();
    private long nextAppend = PATIENCE;

    Recording(Detail detail, InputSource inputs, EventSink observer) {
        this.detail = detail;
        this.inputs = inputs;
        this.observer = observer;
    }

    void open(LogWriter newLog) {
        log = Optional.of(newLog);
    }

    @Override
    public void accept(EventFrame frame) {
        if (detail.includes(frame.type)) {
            write(frame);
        }
        observer.accept(frame);
    }

    private void write(EventFrame frame) {
        LogWriter writer = log.orElseThrow();
        writer.accept(frame);
        if (frame.icount >= nextAppend) {
            writer.append();
            nextAppend = frame.icount + PATIENCE;
        }
        if (frame.type == EventType.GUEST_EXIT && frame.values[0] >= 0) {
            int status = (int) frame.values[2];
            exits.add(new Outcome.VmExit((int) frame.values[0], CAUSES[(int) frame.values[1]], status));
        }
    }

    @Override
    public void acceptAll(EventBatch batch) {
        if (!detail.includes(batch.type())) {
            observer.acceptAll(batch);
        } else if (batch.lastIcount() >= nextAppend) {
            EventSink.super.acceptAll(batch);
        } else {
            log.orElseThrow().acceptAll(batch);
            observer.acceptAll(batch);
        }
    }

    /** While the machine waits for the outside, however long that takes, readers of the log see everything. */
    @Override
    public long nextTick(long now, Demand demand) {
        if (demand.idle()) {
            log.ifPresent(LogWriter::append);
        }
        return inputs.nextTick(now, demand);
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        return inputs.take(now, demand, frame);
    }

    /** The VMs that have ended, in that order. */
    List<Outcome.VmExit> exits() {
        return List.copyOf(exits);
    }

    /** Writes what is left and closes the log; returns what it holds. */
    LogTotals finish() {
        LogWriter writer = log.orElseThrow();
        writer.flush();
        LogTotals totals = writer.totals();
        writer.close();
        return totals;
    }

    @Override
    public void close() {
        log.ifPresent(LogWriter::close);
    }
}
