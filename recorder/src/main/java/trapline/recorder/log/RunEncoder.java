package trapline.recorder.log;

import java.util.Arrays;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;

/**
 * Events of one type and context that wait to be encoded, as a run if they are enough. See {@link EventCodec}. What is stored of them it
 * keeps in columns; of a column in which no events differ, the last value only.
 */
final class RunEncoder {
    private static final int COLUMNS = EventBatch.VALUES + EventFrame.MAX_VALUES;

    /** Of each column, the value of the event before the run and those of the run's. */
    private static final int STRIDE = 1 + EventCodec.MOST_IN_RUN;

    private final long[] columns = new long[COLUMNS * STRIDE];

    /** What is stored of the last event, in the order of columns. */
    private final long[] last = new long[COLUMNS];

    /** Distances of a batch's events. */
    private final long[] distances = new long[EventBatch.MOST];

    private int width;
    /** In which columns events differ: bit per column. */
    private int differing;

    private int count;

    /** How many events wait. */
    int count() {
        return count;
    }

    boolean isFull() {
        return count == EventCodec.MOST_IN_RUN;
    }

    /** Begins a new one behind an event, of which {@code previous} has what is stored, from {@code row} on. */
    void begin(long icount, int pc, int values, long[] previous, int row) {
        differing = 0;
        width = EventBatch.VALUES + values;
        last[EventBatch.ICOUNT] = icount;
        last[EventBatch.PC] = pc;
        System.arraycopy(previous, row, last, EventBatch.VALUES, values);
    }

    /** Forgets the events. */
    void clear() {
        count = 0;
    }

    /** Takes an event. */
    void add(EventFrame frame, EventLayout layout) {
        layout.toDistances(frame);
        long[] values = frame.values;
        int stored = differing >>> EventBatch.VALUES;
        for (int slot = 0; slot < frame.count; slot++) {
            stored |= values[slot] != last[EventBatch.VALUES + slot] ? 1 << slot : 0;
        }
        put(EventBatch.ICOUNT, frame.icount);
        put(EventBatch.PC, frame.pc);
        for (int left = stored; left != 0; left &= left - 1) {
            int slot = Integer.numberOfTrailingZeros(left);
            put(EventBatch.VALUES + slot, values[slot]);
        }
        layout.fromDistances(frame);
        count++;
    }

    private void put(int column, long value) {
        if (differs(column) || value != last[column]) {
            makeDiffer(column);
            columns[column * STRIDE + 1 + count] = value;
            last[column] = value;
        }
    }

    /** Takes events of a batch, from {@code first} on. */
    void add(EventBatch batch, EventLayout layout, int first, int more) {
        for (int column = 0; column < width; column++) {
            int slot = column - EventBatch.VALUES;
            if (slot < 0 || !layout.isDistance(slot)) {
                add(column, batch.columns(), column * EventBatch.MOST + first, more);
            } else if (differs(column) || !layout.isConstant(batch, slot, first, more, last[column])) {
                layout.toDistances(batch, slot, distances);
                add(column, distances, first, more);
            }
        }
        count += more;
    }

    private void add(int column, long[] values, int first, int more) {
        if (differs(column) || !isConstant(values, first, more, last[column])) {
            makeDiffer(column);
            System.arraycopy(values, first, columns, column * STRIDE + 1 + count, more);
            last[column] = values[first + more - 1];
        }
    }

    private static boolean isConstant(long[] values, int first, int more, long constant) {
        long differences = 0;
        for (int n = 0; n < more; n++) {
            differences |= values[first + n] ^ constant;
        }
        return differences == 0;
    }

    private boolean differs(int column) {
        return (differing >>> column & 1) != 0;
    }

    private void makeDiffer(int column) {
        if (!differs(column)) {
            differing |= 1 << column;
            Arrays.fill(columns, column * STRIDE, column * STRIDE + 1 + count, last[column]);
        }
    }

    /** Puts what is stored of one of the events into a frame. */
    void copyTo(EventFrame frame, int n) {
        frame.icount = value(EventBatch.ICOUNT, n);
        frame.pc = (int) value(EventBatch.PC, n);
        frame.count = width - EventBatch.VALUES;
        for (int slot = 0; slot < frame.count; slot++) {
            frame.values[slot] = value(EventBatch.VALUES + slot, n);
        }
    }

    private long value(int column, int n) {
        return differs(column) ? columns[column * STRIDE + 1 + n] : last[column];
    }

    /** Writes them as a run from {@code start} on; the answer is where it ends. Up to seven bytes behind are overwritten. */
    int encode(byte[] target, int start) {
        target[start] = EventCodec.RUN;
        target[start + 1] = (byte) count;
        target[start + 2] = (byte) Integer.bitCount(differing);
        int at = start + 3;
        for (int left = differing; left != 0; left &= left - 1) {
            at = putColumn(target, at, Integer.numberOfTrailingZeros(left));
        }
        return at;
    }

    private int putColumn(byte[] target, int start, int column) {
        int from = column * STRIDE;
        long extent = extent(from);
        int shift = Long.numberOfTrailingZeros(extent) >> EventCodec.SHIFT_UNIT << EventCodec.SHIFT_UNIT;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(extent) - shift;
        int bytes = (bits + Byte.SIZE - 1) / Byte.SIZE;
        target[start] = (byte) column;
        target[start + 1] = EventCodec.form(bytes, shift);
        int at = start + 2;
        for (int n = 0; n < count; n++) {
            EventCodec.LONGS.set(target, at, columns[from + n + 1] - columns[from + n] >> shift);
            at += bytes;
        }
        return at;
    }

    /** From the lowest bit set in any difference of a column to the lowest one that is a sign bit in all of them. */
    private long extent(int from) {
        long extent = 0;
        for (int n = 0; n < count; n++) {
            long difference = columns[from + n + 1] - columns[from + n];
            extent |= difference ^ difference << 1;
        }
        return extent;
    }

    /** The tick of the last event. */
    long lastIcount() {
        return last[EventBatch.ICOUNT];
    }

    /** The PC of the last event. */
    int lastPc() {
        return (int) last[EventBatch.PC];
    }

    /** Puts what is stored of the last event's values into {@code previous}, from {@code row} on. */
    void lastValues(long[] previous, int row) {
        System.arraycopy(last, EventBatch.VALUES, previous, row, width - EventBatch.VALUES);
    }
}
