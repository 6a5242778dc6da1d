package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.Recurrence;

/** The run that is being taken: rounds of one to four events, of which each waits in a {@link RunEncoder} of its own. */
final class CycleEncoder {
    private static final RunEncoder NONE = new RunEncoder();

    private final RunEncoder[] runs = new RunEncoder[Recurrence.LONGEST];

    /** Events of a round; 0 when there is no run. */
    private int period;
    /** Which event of a round comes next. */
    private int next;
    /** The encoder for that one. */
    private RunEncoder expecting = NONE;
    /** How many events wait. */
    private int events;
    /** How many may. */
    private int most;

    CycleEncoder() {
        for (int n = 0; n < runs.length; n++) {
            runs[n] = new RunEncoder();
        }
    }

    /** Begins a new run; the encoders of a round's events are to begin too. */
    void begin(int newPeriod) {
        period = newPeriod;
        most = EventCodec.MOST_IN_RUN / period * period;
        next = 0;
        expecting = runs[0];
        events = 0;
    }

    /** There is none any more. */
    void clear() {
        period = 0;
        expecting = NONE;
    }

    int period() {
        return period;
    }

    /** Rounds that are complete. */
    int rounds() {
        return events / period;
    }

    /** How many events there are of a round that is not complete. */
    int left() {
        return next;
    }

    /** The events in one place of a round. */
    RunEncoder run(int place) {
        return runs[place];
    }

    /** Whether an event may be added. */
    boolean accepts(EventFrame frame) {
        return expecting.accepts(frame);
    }

    /** Takes an event. */
    void add(EventFrame frame) {
        expecting.add(frame);
        events++;
        if (period > 1) {
            next = next + 1 == period ? 0 : next + 1;
            expecting = runs[next];
        }
    }

    /** Takes events of a batch, {@code limit} at most, from the one at {@code first} on, which may be added; says how many. */
    int add(EventBatch batch, int first, int limit) {
        if (period > 1) {
            add(batch.frame(first));
            return 1;
        }
        int more = Math.min(limit, Math.min(batch.count() - first, most - events));
        expecting.add(batch, first, more);
        events += more;
        return more;
    }

    /** Whether no further round fits. */
    boolean isFull() {
        return events == most;
    }

    /** Puts those of complete rounds into columns. */
    void settle() {
        for (int place = 0; place < period; place++) {
            runs[place].settle(rounds());
        }
    }

    /** Writes the complete rounds from {@code start} on; the answer is where they end. */
    int encode(byte[] target, int start) {
        target[start] = EventCodec.run(period);
        target[start + 1] = (byte) rounds();
        int at = start + 2;
        for (int place = 0; place < period; place++) {
            at = runs[place].encode(target, at);
        }
        return at;
    }
}
