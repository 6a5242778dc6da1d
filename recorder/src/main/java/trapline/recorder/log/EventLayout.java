package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.EventType;

/**
 * How the values of one type of events are stored: most as they are; a tick as its distance from the event's own; and an address that
 * follows from another one of the event, mostly, as its distance from that.
 *
 * @param type the type
 * @param count how many values it has
 * @param ticks which of them are ticks: bit per slot
 * @param relatives which are relative to another value, in a lower slot: bit per slot
 * @param bases to which: four bits per slot
 */
record EventLayout(EventType type, int count, int ticks, int relatives, long bases) {
    private static final int BASE_BITS_LOG2 = 2;
    private static final int BASE_MASK = EventFrame.MAX_VALUES - 1;

    /** The layout of a type. */
    static EventLayout of(EventRow row) {
        int ticks = 0;
        int relatives = 0;
        long bases = 0;
        for (EventComponent component : row.components()) {
            if (component.tick()) {
                ticks |= 1 << component.slot();
            } else if (component.base() >= 0) {
                relatives |= 1 << component.slot();
                bases |= (long) component.base() << (component.slot() << BASE_BITS_LOG2);
            }
        }
        return new EventLayout(row.type(), row.numericCount(), ticks, relatives, bases);
    }

    /** Which values are stored as distances: bit per slot. */
    int distances() {
        return ticks | relatives;
    }

    /**
     * Replaces those values by what is stored of them. Not in a copy: whoever reads with wide loads what was just written by narrow
     * stores waits until these have reached the cache.
     */
    void toDistances(EventFrame frame) {
        long[] values = frame.values;
        for (int left = distances(); left != 0; left ^= Integer.highestOneBit(left)) {
            int slot = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
            values[slot] = isTick(slot) ? frame.icount - values[slot] : values[slot] - values[base(slot)];
        }
    }

    /** The same for one such value of all events of a batch: from {@code first} on, {@code target} gets what is stored of it. */
    void toDistances(EventBatch batch, int slot, long[] target, int first) {
        long[] values = batch.values();
        int at = slot * EventBatch.MOST;
        int base = base(slot) * EventBatch.MOST;
        for (int n = 0; n < batch.count(); n++) {
            target[first + n] = isTick(slot) ? batch.icount(n) - values[at + n] : values[at + n] - values[base + n];
        }
    }

    /** Undoes that. */
    void fromDistances(EventFrame frame) {
        for (int left = distances(); left != 0; left &= left - 1) {
            int slot = Integer.numberOfTrailingZeros(left);
            frame.values[slot] = fromDistance(frame, slot, frame.values[slot]);
        }
    }

    /** The value of which that is stored; those of lower slots must be in the frame. */
    long fromDistance(EventFrame frame, int slot, long distance) {
        return isTick(slot) ? frame.icount - distance : frame.values[base(slot)] + distance;
    }

    /** Whether a value is stored as a distance. */
    boolean isDistance(int slot) {
        return (distances() >>> slot & 1) != 0;
    }

    private boolean isTick(int slot) {
        return (ticks >>> slot & 1) != 0;
    }

    private int base(int slot) {
        return (int) (bases >>> (slot << BASE_BITS_LOG2)) & BASE_MASK;
    }
}
