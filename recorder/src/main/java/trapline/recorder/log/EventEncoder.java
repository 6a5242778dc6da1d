package trapline.recorder.log;

import java.util.Arrays;
import java.util.Objects;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.Recurrence;

/** Encodes the events of one block after the other into a buffer each, without allocation. See {@link EventCodec}. */
final class EventEncoder {
    /** Blocks stay below this, header included: a quarter of the queue's block size is what a document may take. */
    static final int CAPACITY = 192 << 10;

    /** The most bytes that events of a run which has not ended take. */
    private static final int MOST_WAITING = EventCodec.MOST_IN_RUN * EventCodec.MAX_FIXED;

    private byte[] buffer = new byte[0];
    private final CycleEncoder cycle = new CycleEncoder();
    private final EventFrame alone = new EventFrame();
    private final EventCodec codec = new EventCodec();

    /** Of the last event of each type, what {@link RunEncoder#COLUMNS} say of it. */
    private final long[] previous = new long[EventCatalog.ID_LIMIT * RunEncoder.COLUMNS];

    private final int[] previousCpu = new int[EventCatalog.ID_LIMIT];
    private final int[] previousVm = new int[EventCatalog.ID_LIMIT];
    private final int[] previousVcpu = new int[EventCatalog.ID_LIMIT];

    /** The types of the last events since the last run or the last event that cannot be of one: see {@link Recurrence}. */
    private long recent;

    private int position;

    /** Begins a block whose payload starts at {@code offset} of {@link #CAPACITY} bytes. */
    void startBlock(byte[] target, int offset) {
        codec.startBlock();
        recent = 0;
        buffer = target;
        position = offset;
    }

    /** Where the payload ends, once it {@linkplain #endRun is complete}. */
    int position() {
        return position;
    }

    /** Types of the block's events: bit per id. */
    long types() {
        return codec.seen;
    }

    /** Whether one more event certainly fits, with so many bytes beside its numbers. What waits, however much that is, is reckoned with. */
    boolean hasRoomFor(int bytes) {
        return position + MOST_WAITING + EventCodec.MAX_FIXED + bytes <= CAPACITY;
    }

    /** Takes an event. Its bytes need not be in the buffer before the run it may belong to has ended. */
    void encode(EventFrame frame) {
        if (cycle.accepts(frame) || begins(frame)) {
            cycle.add(frame);
            endFullRun();
        } else {
            encodeAlone(frame);
        }
    }

    /**
     * Takes events of a batch, for the same bytes as if one after the other came alone.
     *
     * @param first the first of them
     * @param most how many it may take, at least one; if it {@linkplain #hasRoomFor has room} for one, so many have
     * @return how many it has taken
     */
    int encode(EventBatch batch, int first, int most) {
        EventFrame frame = batch.frame(first);
        if (!cycle.accepts(frame) && !begins(frame)) {
            encodeAlone(frame);
            return 1;
        }
        int taken = cycle.add(batch, first, most);
        endFullRun();
        return taken;
    }

    /** Ends the run, to which an event cannot be added, and says whether one begins with it. */
    private boolean begins(EventFrame frame) {
        endRun();
        int id = frame.type.id();
        recent = frame.length == 0 ? Recurrence.behind(recent, id) : 0;
        int period = hasContextOfPrevious(frame, id) ? Recurrence.period(recent) : 0;
        if (period > 0) {
            begin(period);
        }
        return cycle.accepts(frame);
    }

    private void encodeAlone(EventFrame frame) {
        EventLayout layout = EventCodec.layout(frame.type.id());
        if (layout == null || frame.count != layout.count() || frame.length > EventCodec.MAX_BYTES) {
            throw unsound(frame);
        }
        encode(frame, layout);
    }

    /** Begins a run with the last event; those of the last round before it are the ones before the run. */
    private void begin(int period) {
        cycle.begin(period);
        for (int place = 0; place < period; place++) {
            int id = Recurrence.type(recent, period - place);
            EventLayout layout = Objects.requireNonNull(EventCodec.layout(id));
            cycle.run(place).begin(layout, previousCpu[id], previousVm[id], previousVcpu[id], previous, row(id));
        }
    }

    private void endFullRun() {
        if (cycle.isFull()) {
            endRun();
        }
    }

    /** Encodes what has been taken and is not encoded yet. */
    void endRun() {
        if (cycle.period() == 0) {
            return;
        }
        cycle.settle();
        if (cycle.rounds() >= EventCodec.LEAST_ROUNDS) {
            position = cycle.encode(buffer, position);
            for (int place = 0; place < cycle.period(); place++) {
                keepLast(cycle.run(place));
            }
        } else {
            encodeEach();
        }
        for (int place = 0; place < cycle.left(); place++) {
            RunEncoder run = cycle.run(place);
            encode(run.left(), run.layout());
        }
        cycle.clear();
        recent = 0;
    }

    private void keepLast(RunEncoder run) {
        int id = run.layout().type().id();
        int row = row(id);
        run.lastTo(previous, row);
        codec.icount = previous[row + EventBatch.ICOUNT];
        codec.pc = (int) previous[row + EventBatch.PC];
        codec.cpu = previousCpu[id];
        codec.vm = previousVm[id];
        codec.vcpu = previousVcpu[id];
    }

    /** Encodes the events of complete rounds each alone. */
    private void encodeEach() {
        for (int n = 0; n < cycle.rounds(); n++) {
            for (int place = 0; place < cycle.period(); place++) {
                RunEncoder run = cycle.run(place);
                run.copyTo(alone, n);
                encode(alone, run.layout());
            }
        }
    }

    private boolean hasContextOfPrevious(EventFrame frame, int id) {
        return frame.cpu == previousCpu[id] && frame.vm == previousVm[id] && frame.vcpu == previousVcpu[id];
    }

    private boolean hasSameContext(EventFrame frame) {
        return frame.cpu == codec.cpu && frame.vm == codec.vm && frame.vcpu == codec.vcpu;
    }

    private void encode(EventFrame frame, EventLayout layout) {
        int id = layout.type().id();
        int start = position;
        int at = putDelta(start + 1, frame.icount - codec.icount);
        codec.icount = frame.icount;
        int flags = id;
        if (hasSameContext(frame)) {
            flags |= EventCodec.SAME_CONTEXT;
        } else {
            at = putContext(at, frame);
        }
        if (codec.isFirst(id)) {
            Arrays.fill(previous, row(id), row(id) + RunEncoder.COLUMNS, 0);
        }
        int row = row(id);
        int delta = frame.pc - (int) previous[row + EventBatch.PC];
        if (frame.pc == codec.pc) {
            flags |= EventCodec.SAME_PC;
        } else {
            codec.pc = frame.pc;
            at = putDelta(at, delta);
        }
        keepHeader(frame, id, row);
        buffer[start] = (byte) flags;
        layout.toDistances(frame);
        at = putValues(at, frame, row + EventBatch.VALUES);
        layout.fromDistances(frame);
        position = putBytes(at, frame);
    }

    private void keepHeader(EventFrame frame, int id, int row) {
        previous[row + EventBatch.ICOUNT] = frame.icount;
        previous[row + EventBatch.PC] = frame.pc;
        previousCpu[id] = frame.cpu;
        previousVm[id] = frame.vm;
        previousVcpu[id] = frame.vcpu;
    }

    /** Where what is known of the last event of a type begins in {@link #previous}. */
    private static int row(int id) {
        return id * RunEncoder.COLUMNS;
    }

    private static IllegalStateException unsound(EventFrame frame) {
        int count = EventCatalog.EVENTS.row(frame.type).numericCount();
        return new IllegalStateException("%s at tick %d, pc 0x%08x: %d of %d values, %d bytes"
                .formatted(frame.type, frame.icount, frame.pc, frame.count, count, frame.length));
    }

    private int putContext(int start, EventFrame frame) {
        int at = putDelta(start, frame.cpu - (long) codec.cpu);
        at = putDelta(at, frame.vm - (long) codec.vm);
        at = putDelta(at, frame.vcpu - (long) codec.vcpu);
        codec.cpu = frame.cpu;
        codec.vm = frame.vm;
        codec.vcpu = frame.vcpu;
        return at;
    }

    private int putValues(int start, EventFrame frame, int row) {
        long[] values = frame.values;
        int differs = frame.length > 0 ? 1 : 0;
        for (int i = 0; i < frame.count; i++) {
            differs |= values[i] != previous[row + i] ? 2 << i : 0;
        }
        int at = putVarint(start, differs);
        for (int left = differs >>> 1; left != 0; left &= left - 1) {
            int i = Integer.numberOfTrailingZeros(left);
            at = putDelta(at, values[i] - previous[row + i]);
            previous[row + i] = values[i];
        }
        return at;
    }

    private int putBytes(int start, EventFrame frame) {
        if (frame.length == 0) {
            return start;
        }
        int at = putVarint(start, frame.length);
        System.arraycopy(frame.bytes, 0, buffer, at, frame.length);
        return at + frame.length;
    }

    private int putDelta(int at, long delta) {
        return putVarint(at, EventCodec.zigzag(delta));
    }

    private int putVarint(int start, long value) {
        int at = start;
        long left = value;
        while ((left & ~0x7FL) != 0) {
            buffer[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        buffer[at++] = (byte) left;
        return at;
    }
}
