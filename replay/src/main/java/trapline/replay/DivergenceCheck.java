package trapline.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;
import trapline.recorder.event.EventSink;
import trapline.recorder.log.LogReader;
import trapline.recorder.session.Detail;

/**
 * Compares every event with the one that the log has in its place, header included, and stops the replay when there is a difference. What
 * recurs is compared several rounds at once, so the machine may have gone on meanwhile; it is the first difference that is told.
 */
public final class DivergenceCheck implements EventSink {
    /** Events shown before the difference. */
    private static final int CONTEXT = 5;

    private static final long ALL = -1L;

    private final LogReader log;
    private final LoggedEvents expected;
    private final Detail detail;
    private final boolean complete;
    private final EventRounds waiting = new EventRounds();
    private long taken;
    private long compared;

    /**
     * Against a log that stays open meanwhile.
     *
     * @param detail what the log includes
     * @param complete whether the log has the machine's end; if not, events behind its last one are let pass
     */
    public DivergenceCheck(LogReader log, Detail detail, boolean complete) {
        this.log = log;
        this.expected = new LoggedEvents(log, ALL);
        this.detail = detail;
        this.complete = complete;
    }

    /** How many events were the same, of those that do not wait. */
    public long compared() {
        return compared;
    }

    @Override
    public void accept(EventFrame actual) {
        if (!detail.includes(actual.type)) {
            return;
        }
        actual.seq = taken++;
        if (!waiting.take(actual)) {
            settle();
            if (!waiting.begin(actual)) {
                compare(actual);
            }
        }
    }

    @Override
    public void acceptAll(EventBatch batch) {
        if (!detail.includes(batch.type())) {
            return;
        }
        settle();
        batch.number(taken);
        taken += batch.count();
        compare(EventRounds.of(batch));
    }

    /** Compares what waits. */
    public void settle() {
        try {
            compare(waiting);
        } finally {
            waiting.clear();
        }
    }

    private void compare(EventRounds actual) {
        int n = 0;
        while (n < actual.count()) {
            int same = expected.pass(actual, n);
            compared += same;
            n += same;
            if (same == 0) {
                compare(actual.frame(n++));
            }
        }
    }

    private void compare(EventFrame actual) {
        if (expected.ended()) {
            if (complete) {
                throw differs("nothing: the recording ended", headed(actual), List.of());
            }
            return;
        }
        EventFrame wanted = expected.current();
        if (!wanted.sameAs(actual)) {
            throw differs(headed(wanted), headed(actual), differences(wanted, actual));
        }
        compared++;
        expected.advance();
    }

    /** To be called when the machine has ended: the log must have ended too. */
    public void finish() {
        settle();
        if (!expected.ended()) {
            throw differs(headed(expected.current()), "nothing: the machine ended", List.of());
        }
    }

    private DivergenceException differs(String wanted, String actual, List<String> differences) {
        StringBuilder text = new StringBuilder("The replay differs from the recording at event " + compared + ".\n");
        text.append("  expected  ").append(wanted).append('\n');
        text.append("  actual    ").append(actual);
        for (String difference : differences) {
            text.append("\n  differs   ").append(difference);
        }
        List<String> before = context();
        if (!before.isEmpty()) {
            text.append("\nThe events before it were the same:");
            before.forEach(line -> text.append("\n  ").append(line));
        }
        return new DivergenceException(text.toString());
    }

    private static String headed(EventFrame frame) {
        return "tick %d cpu %d vm %d.%d pc 0x%08x %s"
                .formatted(frame.icount, frame.cpu, frame.vm, frame.vcpu, frame.pc, EventCatalog.EVENTS.text(frame));
    }

    private static List<String> differences(EventFrame wanted, EventFrame actual) {
        List<String> found = new ArrayList<>();
        compare("tick", wanted.icount, actual.icount, found);
        compare("cpu", wanted.cpu, actual.cpu, found);
        compare("vm", wanted.vm, actual.vm, found);
        compare("vcpu", wanted.vcpu, actual.vcpu, found);
        if (wanted.pc != actual.pc) {
            found.add("pc: 0x%08x, now 0x%08x".formatted(wanted.pc, actual.pc));
        }
        if (wanted.type != actual.type) {
            found.add("type: %s, now %s".formatted(wanted.type, actual.type));
            return found;
        }
        for (EventComponent component : EventCatalog.EVENTS.row(wanted.type).components()) {
            String before = component.text(wanted);
            String now = component.text(actual);
            if (!before.equals(now)) {
                found.add("%s: %s, now %s".formatted(component.columnName(), before, now));
            }
        }
        return found;
    }

    private static void compare(String name, long wanted, long actual, List<String> found) {
        if (wanted != actual) {
            found.add("%s: %d, now %d".formatted(name, wanted, actual));
        }
    }

    /** The last events before the difference, read from the log again. */
    private List<String> context() {
        Deque<String> lines = new ArrayDeque<>();
        LoggedEvents events = new LoggedEvents(log, ALL);
        while (!events.ended() && events.current().seq < compared) {
            if (events.current().seq >= compared - CONTEXT) {
                lines.add("event %d: %s".formatted(events.current().seq, headed(events.current())));
            }
            events.advance();
        }
        return List.copyOf(lines);
    }
}
