package trapline.shell.bench;

/**
 * Times a part of a run by both clocks. What is done for an event is the same before, within and behind that part: HotSpot compiles it
 * into the guest's code, and would compile that again where it first goes another way.
 */
final class Stopwatch {
    private static final long NOT_YET = -1;

    private long openTick = NOT_YET;
    private long closeTick = NOT_YET;
    private Sample begin = Sample.of(Double.NaN);
    private Sample seconds = Sample.of(Double.NaN);
    private long events;
    private long eventsWithin;

    /** Begins. */
    void open(long tick) {
        openTick = tick;
        events = 0;
        begin = Sample.now(ProcessorTime.OF_THIS_PROCESS);
    }

    /** Ends. */
    void close(long tick) {
        seconds = Sample.now(ProcessorTime.OF_THIS_PROCESS).minus(begin);
        closeTick = tick;
        eventsWithin = events;
    }

    /** Counts events. */
    void count(int more) {
        events += more;
    }

    /** Whether it has begun and not ended. */
    boolean running() {
        return openTick != NOT_YET && closeTick == NOT_YET;
    }

    /** By the clock on the wall. */
    double secondsSoFar() {
        return Sample.now(ProcessorTime.OF_THIS_PROCESS).minus(begin).wall();
    }

    /** Where it began. */
    long openTick() {
        return openTick;
    }

    /**
     * What was timed.
     *
     * @throws IllegalStateException when it has not ended
     */
    Report.Window window() {
        if (closeTick == NOT_YET) {
            throw new IllegalStateException("the guest ended before it was timed");
        }
        return new Report.Window(openTick, closeTick - openTick, seconds, eventsWithin);
    }
}
