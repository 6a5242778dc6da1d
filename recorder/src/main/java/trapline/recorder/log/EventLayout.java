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
    /** One without values. */
    static final EventLayout NONE = new EventLayout(EventType.STATE_DIGEST, 0, 0, 0, 0);

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

    /** Puts what is stored of one such value of all events of a batch into {@code target}. */
    void toDistances(EventBatch batch, int slot, long[] target) {
        long[] columns = batch.columns();
        int at = column(slot);
        int base = baseColumn(slot);
        int sign = isTick(slot) ? -1 : 1;
        for (int n = 0; n < batch.count(); n++) {
            target[n] = (columns[at + n] - columns[base + n]) * sign;
        }
    }

    /** Whether what is stored of one such value is {@code constant} in all events from {@code first} on. */
    boolean isConstant(EventBatch batch, int slot, int first, int more, long constant) {
        long[] columns = batch.columns();
        int at = column(slot) + first;
        int base = baseColumn(slot) + first;
        long distance = isTick(slot) ? -constant : constant;
        long differences = 0;
        for (int n = 0; n < more; n++) {
            differences |= columns[at + n] - columns[base + n] ^ distance;
        }
        return differences == 0;
    }

    /** Replaces what is stored of one such value by the value itself, in all events of a batch; those of lower slots must be in it. */
    void fromDistances(EventBatch batch, int slot) {
        long[] columns = batch.columns();
        int at = column(slot);
        int base = baseColumn(slot);
        int sign = isTick(slot) ? -1 : 1;
        for (int n = 0; n < batch.count(); n++) {
            columns[at + n] = columns[base + n] + columns[at + n] * sign;
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

    private static int column(int slot) {
        return (EventBatch.VALUES + slot) * EventBatch.MOST;
    }

    /** The column to which a value's distances are relative. */
    private int baseColumn(int slot) {
        return isTick(slot) ? EventBatch.ICOUNT * EventBatch.MOST : column(base(slot));
    }

    private int base(int slot) {
        return (int) (bases >>> (slot << BASE_BITS_LOG2)) & BASE_MASK;
    }
}
