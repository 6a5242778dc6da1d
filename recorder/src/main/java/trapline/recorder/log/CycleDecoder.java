package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;
import trapline.recorder.event.Recurrence;

/** The run that a decoder is in: rounds of one to four events, for each of which there is a {@link RunDecoder}. */
final class CycleDecoder {
    private final RunDecoder[] runs = new RunDecoder[Recurrence.LONGEST];

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

    /** Passes the next events, of which there are some, if they are those of other rounds from {@code first} on; says how many, or 0. */
    int pass(EventRounds others, int first) {
        int many = Math.min(others.count() - first, (rounds + 1 - round) * period - place);
        if (others.period() != period || !areSame(others, first, many)) {
            return 0;
        }
        for (int n = 0; n < Math.min(period, many); n++) {
            after(n).pass(others.batch(first + n), others.round(first + n), alike(many, n));
        }
        round += (place + many) / period;
        place = (place + many) % period;
        return many;
    }

    private boolean areSame(EventRounds others, int first, int many) {
        boolean same = true;
        for (int n = 0; same && n < Math.min(period, many); n++) {
            EventBatch batch = others.batch(first + n);
            int itsRound = round + (place + n) / period;
            same = after(n).areSame(batch, others.round(first + n), alike(many, n), itsRound);
        }
        return same;
    }

    /** The events like the one {@code n} behind the next. */
    private RunDecoder after(int n) {
        return runs[(place + n) % period];
    }

    /** How many of so many events are like the one at {@code n}, itself included. */
    private int alike(int many, int n) {
        return (many - n + period - 1) / period;
    }
}
