package trapline.recorder.log;

import java.util.Arrays;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;

/**
 * Events of one type and context that wait to be encoded, as a run or with others as one. See {@link EventCodec}. What is stored of
 * them it keeps in columns; of a column in which no events differ, the last value only.
 */
final class RunEncoder {
    /** Columns there may be: what is kept of the last event of a type has so many numbers, in their order. */
    static final int COLUMNS = EventBatch.VALUES + EventFrame.MAX_VALUES;

    /** Of each column, the value of the event before the run and those of the run's. */
    private static final int STRIDE = 1 + EventCodec.MOST_IN_RUN;

    /** Events that came alone and are not in the columns yet, behind those that are. */
    private final EventBatch waiting = new EventBatch();

    private final long[] columns = new long[COLUMNS * STRIDE];

    /** What is stored of the last event in the columns. */
    private final long[] last = new long[COLUMNS];

    /** Distances of a batch's events. */
    private final long[] distances = new long[EventBatch.MOST];

    private EventLayout layout = EventLayout.NONE;
    private EventType type = EventType.STATE_DIGEST;
    private int cpu;
    private int vm;
    private int vcpu;
    /** How many values an event has; less than any has when it has not begun. */
    private int values = -1;
    /** In which columns events differ: bit per column. */
    private int differing;
    /** How many are in the columns. */
    private int count;

    /** Begins a new one behind an event, of which {@code previous} has what is stored, from {@code row} on. */
    void begin(EventLayout newLayout, int newCpu, int newVm, int newVcpu, long[] previous, int row) {
        layout = newLayout;
        type = layout.type();
        cpu = newCpu;
        vm = newVm;
        vcpu = newVcpu;
        values = layout.count();
        waiting.begin(type, cpu, vm, vcpu);
        differing = 0;
        count = 0;
        System.arraycopy(previous, row, last, 0, width());
    }

    EventLayout layout() {
        return layout;
    }

    private int width() {
        return EventBatch.VALUES + values;
    }

    /** Whether an event may be added. */
    boolean accepts(EventFrame frame) {
        return frame.type == type
                && frame.cpu == cpu
                && frame.vm == vm
                && frame.vcpu == vcpu
                && frame.count == values
                && frame.length == 0;
    }

    /** Takes an event. */
    void add(EventFrame frame) {
        waiting.append(frame);
    }

    /** Takes events of a batch, from {@code first} on. */
    void add(EventBatch batch, int first, int more) {
        settle(count + waiting.count());
        waiting.clear();
        addColumns(batch, first, more);
    }

    /** Puts what is stored of the first so many events into the columns. One more may be left then. */
    void settle(int events) {
        if (events > count) {
            addColumns(waiting, 0, events - count);
        }
    }

    /** The event that is left. */
    EventFrame left() {
        return waiting.frame(waiting.count() - 1);
    }

    private void addColumns(EventBatch batch, int first, int more) {
        for (int column = 0; column < width(); column++) {
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

    /** Whether so many values, from {@code first} on, are all the same one. */
    static boolean isConstant(long[] values, int first, int more, long constant) {
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

    /** Makes a frame one of the events in the columns. */
    void copyTo(EventFrame frame, int n) {
        frame.begin(type);
        frame.cpu = cpu;
        frame.vm = vm;
        frame.vcpu = vcpu;
        frame.icount = value(EventBatch.ICOUNT, n);
        frame.pc = (int) value(EventBatch.PC, n);
        for (int column = EventBatch.VALUES; column < width(); column++) {
            frame.put(value(column, n));
        }
        layout.fromDistances(frame);
    }

    private long value(int column, int n) {
        return differs(column) ? columns[column * STRIDE + 1 + n] : last[column];
    }

    /** Writes the events in the columns from {@code start} on; the answer is where they end. Up to seven bytes behind are overwritten. */
    int encode(byte[] target, int start) {
        target[start] = (byte) Integer.bitCount(differing);
        int at = start + 1;
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

    /** Puts what is stored of the last event in the columns into {@code previous}, from {@code row} on. */
    void lastTo(long[] previous, int row) {
        System.arraycopy(last, 0, previous, row, width());
    }
}
