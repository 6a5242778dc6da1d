package trapline.recorder.log;

import java.util.Arrays;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;

/**
 * The events in one place of a run's rounds. See {@link EventCodec}. They are decoded, column by column, when somebody asks for one;
 * as long as all that is asked is whether those of a batch are the same, the differences stored are compared with the batch's own.
 */
final class RunDecoder {
    private static final int MOST = EventBatch.MOST;

    /** The event before the run and, once decoded, those of the run. */
    private final EventBatch run = new EventBatch();

    private final EventFrame event = new EventFrame();

    private EventLayout layout = EventLayout.NONE;
    private byte[] source = new byte[0];
    private int rounds;
    private boolean decoded;

    /** In which columns events differ: bit per column. */
    private int differing;
    /** Where the differences of each of these are, and in what form. */
    private final int[] offsets = new int[RunEncoder.COLUMNS];

    private final int[] forms = new int[RunEncoder.COLUMNS];

    /** How many of the run's events have been compared before it was decoded. */
    private int compared;
    /** What is stored of the last of these, or of the event before the run. */
    private final long[] last = new long[RunEncoder.COLUMNS];

    private final long[] distances = new long[EventBatch.MOST];

    /**
     * Starts with a run.
     *
     * @param before the event before it, with what is stored of it in place of its values
     * @param newSource {@link Long#BYTES} bytes longer than what is to be decoded
     * @return where the run's bytes end; -1 if they are none
     */
    int start(EventFrame before, EventLayout newLayout, int newRounds, byte[] newSource, int start, int end) {
        layout = newLayout;
        rounds = newRounds;
        source = newSource;
        decoded = false;
        compared = 0;
        run.begin(before.type, before.cpu, before.vm, before.vcpu).append(before);
        event.copyFrom(before);
        keepLast(before);
        return findColumns(start, end);
    }

    private int findColumns(int start, int end) {
        differing = 0;
        int at = start + 1;
        int left = start < end ? source[start] : -1;
        int next = 0;
        while (left > 0 && at + 1 < end && source[at] >= next && source[at] < run.width()) {
            int column = source[at];
            differing |= 1 << column;
            forms[column] = source[at + 1];
            offsets[column] = at + 2;
            at += 2 + EventCodec.width(forms[column]) * rounds;
            next = column + 1;
            left--;
        }
        return left == 0 && at <= end ? at : -1;
    }

    private boolean differs(int column) {
        return (differing >>> column & 1) != 0;
    }

    private boolean isDistance(int column) {
        return column >= EventBatch.VALUES && layout.isDistance(column - EventBatch.VALUES);
    }

    /** One of the events, the first being that of round 1, until another is asked for. */
    EventFrame event(int round) {
        decode();
        run.copyTo(event, round);
        return event;
    }

    /** Whether so many events of a batch, from {@code first} on, are those of the rounds from {@code round} on, all before having been passed. */
    boolean areSame(EventBatch batch, int first, int many, int round) {
        return decoded ? run.areSame(round, batch, first, many) : run.isLike(batch) && areSame(batch, first, many);
    }

    /** Passes so many events of a batch, from {@code first} on, which are the same. */
    void pass(EventBatch batch, int first, int many) {
        if (!decoded) {
            batch.copyTo(event, first + many - 1);
            layout.toDistances(event);
            keepLast(event);
            compared += many;
        }
    }

    private void keepLast(EventFrame stored) {
        last[EventBatch.ICOUNT] = stored.icount;
        last[EventBatch.PC] = stored.pc;
        System.arraycopy(stored.values, 0, last, EventBatch.VALUES, layout.count());
    }

    /** Makes a frame of the same type and context the last event of a run of which all have been asked for or compared. */
    void lastTo(EventFrame frame) {
        if (decoded) {
            run.copyTo(frame, rounds);
        } else {
            frame.icount = last[EventBatch.ICOUNT];
            frame.pc = (int) last[EventBatch.PC];
            System.arraycopy(last, EventBatch.VALUES, frame.values, 0, layout.count());
            layout.fromDistances(frame);
        }
    }

    private boolean areSame(EventBatch batch, int first, int more) {
        boolean same = true;
        for (int column = 0; same && column < run.width(); column++) {
            if (isDistance(column)) {
                int slot = column - EventBatch.VALUES;
                if (differs(column)) {
                    layout.toDistances(batch, slot, distances);
                    same = areSame(column, distances, first, more);
                } else {
                    same = layout.isConstant(batch, slot, first, more, last[column]);
                }
            } else {
                same = areSame(column, batch.columns(), column * MOST + first, more);
            }
        }
        return same;
    }

    private boolean areSame(int column, long[] values, int first, int more) {
        return differs(column)
                ? haveDifferences(column, values, first, more)
                : RunEncoder.isConstant(values, first, more, last[column]);
    }

    private boolean haveDifferences(int column, long[] values, int first, int more) {
        int width = EventCodec.width(forms[column]);
        int shift = EventCodec.shift(forms[column]);
        int at = offsets[column] + compared * width;
        long wrong = 0;
        long before = last[column];
        for (int n = first; n < first + more; n++) {
            wrong |= values[n] - before ^ difference(at, width, shift);
            before = values[n];
            at += width;
        }
        return wrong == 0;
    }

    private long difference(int at, int width, int shift) {
        int unused = Long.SIZE - Byte.SIZE * width;
        return (long) EventCodec.LONGS.get(source, at) << unused >> unused << shift;
    }

    private void decode() {
        if (decoded) {
            return;
        }
        decoded = true;
        run.stretch(rounds);
        for (int column = 0; column < run.width(); column++) {
            int first = column * MOST;
            if (differs(column)) {
                addDifferences(column, run.columns(), first);
            } else {
                Arrays.fill(run.columns(), first + 1, first + 1 + rounds, run.columns()[first]);
            }
            if (isDistance(column)) {
                layout.fromDistances(run, column - EventBatch.VALUES);
            }
        }
    }

    private void addDifferences(int column, long[] values, int first) {
        int width = EventCodec.width(forms[column]);
        int shift = EventCodec.shift(forms[column]);
        int at = offsets[column];
        long value = values[first];
        for (int n = first + 1; n <= first + rounds; n++) {
            value += difference(at, width, shift);
            values[n] = value;
            at += width;
        }
    }
}
