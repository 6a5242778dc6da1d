package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;

/** The run that a decoder is in: rounds of one to four events, each in columns. See {@link EventCodec}. */
final class CycleDecoder {
    private final RunDecoder decoder = new RunDecoder();

    /** The events in each place of a round; the first of each is the one before the run. */
    private final EventBatch[] runs = new EventBatch[EventCodec.LONGEST_PERIOD];

    /** The event last asked for in each place. */
    private final EventFrame[] events = new EventFrame[EventCodec.LONGEST_PERIOD];

    private int period;
    /** Which event of a round comes next. */
    private int place;
    /** Which round that is, from 1 on. */
    private int round;
    /** How many there are. */
    private int rounds;

    CycleDecoder() {
        for (int n = 0; n < EventCodec.LONGEST_PERIOD; n++) {
            runs[n] = new EventBatch();
            events[n] = new EventFrame();
        }
    }

    /** There is no run, or none any more. */
    void clear() {
        period = 0;
        rounds = 0;
        round = 1;
    }

    /** Whether events of the run are still to come. */
    boolean hasNext() {
        return round <= rounds;
    }

    /** Begins a run of which the event before it is known in each place. */
    void begin(int newPeriod, int newRounds) {
        period = newPeriod;
        rounds = newRounds;
        place = 0;
        round = 1;
    }

    /**
     * Decodes the events in one place, in the order of places.
     *
     * @param before the event before the run, with what is stored of it in place of its values; becomes the last of the run
     * @return where their bytes end; -1 when they are none
     */
    int decode(int of, EventFrame before, EventLayout layout, byte[] source, int start, int end) {
        EventBatch run =
                runs[of].begin(before.type, before.cpu, before.vm, before.vcpu).append(before);
        if (!decoder.decode(run, layout, rounds, source, start, end)) {
            return -1;
        }
        events[of].copyFrom(before);
        run.copyTo(before, rounds);
        return decoder.position();
    }

    /** The next event, until the next is asked for. */
    EventFrame next() {
        EventFrame event = events[place];
        runs[place].copyTo(event, round);
        goOn();
        return event;
    }

    private void goOn() {
        place++;
        if (place == period) {
            place = 0;
            round++;
        }
    }

    /** Passes the next event if it is this one. */
    boolean pass(EventFrame event) {
        boolean same = hasNext() && runs[place].has(event, round);
        if (same) {
            goOn();
        }
        return same;
    }

    /** Passes the next events that are those of a batch from {@code first} on; says how many. */
    int pass(EventBatch batch, int first) {
        int same = period == 1 && hasNext() ? runs[0].countSame(round, batch, first) : 0;
        round += same;
        return same;
    }
}
