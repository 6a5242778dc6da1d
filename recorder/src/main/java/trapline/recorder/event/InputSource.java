package trapline.recorder.event;

/**
 * The one door for nondeterminism: all outside influence on the machine enters here, stamped with a tick.
 *
 * <p>The run loop asks {@link #nextTick} how far it may run, and calls {@link #take} exactly on that tick; the machine
 * then emits the input as an event and applies it. A live source decides ticks as it goes (it may look at
 * {@link Demand}); a logged source repeats the ticks of the log.
 */
public interface InputSource {
    /** No further input is known of. */
    long NEVER = Long.MAX_VALUE;

    /** Nothing ever comes. */
    InputSource NONE = new InputSource() {
        @Override
        public long nextTick(long now, Demand demand) {
            return NEVER;
        }

        @Override
        public boolean take(long now, Demand demand, EventFrame frame) {
            return false;
        }
    };

    /**
     * The tick at which the next input is to land, not before {@code now}; {@link #NEVER} when none is known. Asked at
     * the start of each slice, so a live source that has nothing yet may name a tick at which to ask again: then
     * {@link #take} returns false there.
     *
     * @param now the present tick
     * @param demand which devices could take input at this moment; depends on the tick only, never on host time
     */
    long nextTick(long now, Demand demand);

    /**
     * Fills {@code frame} with the input that lands on tick {@code now} (type, values, bytes; the machine fills in the
     * header), or returns false when there is none for this tick (any more).
     */
    boolean take(long now, Demand demand, EventFrame frame);

    /** What the machine can say to a source about its readiness for input. */
    interface Demand {
        /** How many bytes console {@code device} could receive now without losing one. */
        int consoleRoom(int device);

        /** Whether every CPU waits and no timer is pending, so that only an input can wake the machine. */
        boolean idle();
    }
}
