package trapline.replay;

import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWalk;

/** The events of a log one after the other, of all types or of some. */
final class LoggedEvents {
    private final LogWalk walk;
    private final long types;
    private boolean ended;
    /** The event it was at has been passed, and nobody has asked for the next one yet. */
    private boolean passed = true;

    /**
     * Positioned on the first event.
     *
     * @param types the types wanted: bit {@code EventType.id()}
     */
    LoggedEvents(LogReader log, long types) {
        this.walk = log.walk(log.blocks().stream()
                .filter(block -> (block.types() & types) != 0)
                .toList());
        this.types = types;
    }

    /** Whether all have been passed. */
    boolean ended() {
        goOn();
        return ended;
    }

    /** The event it is at, until it goes on; of no meaning when {@link #ended}. */
    EventFrame current() {
        goOn();
        return walk.event();
    }

    /** Goes on to the next event. */
    void advance() {
        goOn();
        passed = true;
    }

    /**
     * Goes on behind the next events if they are those of rounds from {@code first} on and that can be told without decoding them. Of all
     * types only.
     *
     * @return how many, or 0
     */
    int pass(EventRounds rounds, int first) {
        return passed ? walk.pass(rounds, first) : 0;
    }

    private void goOn() {
        if (passed) {
            passed = false;
            ended = !findNext();
        }
    }

    private boolean findNext() {
        while (walk.next()) {
            if ((types >>> walk.event().type.id() & 1) != 0) {
                return true;
            }
        }
        return false;
    }
}
