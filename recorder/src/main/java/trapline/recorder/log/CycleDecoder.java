package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;

/** The run that a decoder is in: rounds of one to four events, for each of which there is a {@link RunDecoder}. */
final class CycleDecoder {
    private final RunDecoder[] runs = new RunDecoder[EventCodec.LONGEST_PERIOD];

    private int period;
    /** Which event of a round comes next. */
    private int place;
    /** Which round that is, from 1 on. */
    private int round;
    /** How many there are. */
    private int rounds;

    CycleDecoder() {
        for (int n = 0; n < runs.length; n++) {
            runs[n] = new RunDecoder();
        }
    }

    /** There is no run, or none any more. */
    void clear() {
        begin(0, 0);
    }

    /** Begins a run; the decoders of a round's events are to start too. */
    void begin(int newPeriod, int newRounds) {
        period = newPeriod;
        rounds = newRounds;
        place = 0;
        round = 1;
    }

    int period() {
        return period;
    }

    /** The events in one place of a round. */
    RunDecoder run(int of) {
        return runs[of];
    }

    /** Whether events of the run are still to come. */
    boolean hasNext() {
        return round <= rounds;
    }

    /** The next event, until the one after it is asked for. */
    EventFrame next() {
        EventFrame event = runs[place].event(round);
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

    /** Passes the next events, of which there are some, that are those of a batch from {@code first} on; says how many. */
    int pass(EventBatch batch, int first) {
        int same = period == 1 ? runs[0].countSame(batch, first, round) : 0;
        round += same;
        return same;
    }
}
