package trapline.recorder.log;

import java.util.Objects;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;

/** Encodes the events of one block after the other into a buffer each, without allocation. See {@link EventCodec}. */
final class EventEncoder {
    /** Blocks stay below this, header included: a quarter of the queue's block size is what a document may take. */
    static final int CAPACITY = 192 << 10;

    private byte[] buffer = new byte[0];
    private final RunEncoder run = new RunEncoder();
    private final EventFrame alone = new EventFrame();
    private final EventCodec codec = new EventCodec();

    /** What was stored of the last event of each type, {@link EventFrame#MAX_VALUES} values to a type. */
    private final long[] previous = new long[EventCatalog.ID_LIMIT * EventFrame.MAX_VALUES];

    private final int[] previousPc = new int[EventCatalog.ID_LIMIT];

    /** Of which type an event must be to be added to the run, as the one before is; {@link EventCodec#RUN} when none can be. */
    private int runId = EventCodec.RUN;

    private int position;

    /** Begins a block whose payload starts at {@code offset} of {@link #CAPACITY} bytes. */
    void startBlock(byte[] target, int offset) {
        codec.startBlock();
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

    /** Whether one more event certainly fits. */
    boolean hasRoomFor(EventFrame frame) {
        return hasRoomFor(1, frame.length);
    }

    /** Whether a batch certainly fits. */
    boolean hasRoomFor(EventBatch batch) {
        return hasRoomFor(batch.count(), 0);
    }

    private boolean hasRoomFor(int events, int bytes) {
        return position + (run.count() + events) * EventCodec.MAX_FIXED + bytes <= CAPACITY;
    }

    /** Takes an event. Its bytes need not be in the buffer before the run it may belong to has ended. */
    void encode(EventFrame frame) {
        int id = frame.type.id();
        EventLayout layout = EventCodec.layout(id);
        if (layout == null || frame.count != layout.count() || frame.length > EventCodec.MAX_BYTES) {
            throw unsound(frame);
        }
        if (id == runId && hasSameContext(frame) && frame.length == 0) {
            beginRun(layout);
            run.add(frame, layout);
            endFullRun();
        } else {
            endRun();
            encode(frame, layout);
            runId = frame.length == 0 ? id : EventCodec.RUN;
        }
    }

    /** Takes the events of a batch, for the same bytes as if one after the other came alone. */
    void encodeAll(EventBatch batch) {
        EventLayout layout =
                Objects.requireNonNull(EventCodec.layout(batch.type().id()));
        int n = 0;
        while (n < batch.count()) {
            encode(batch.frame(n++));
            int more = Math.min(batch.count() - n, EventCodec.MOST_IN_RUN - run.count());
            if (runId != EventCodec.RUN && more > 0) {
                beginRun(layout);
                run.add(batch, layout, n, more);
                endFullRun();
                n += more;
            }
        }
    }

    /** If none is begun, the event encoded last is the one before it. */
    private void beginRun(EventLayout layout) {
        if (run.count() == 0) {
            run.begin(codec.icount, codec.pc, layout.count(), previous, runId * EventFrame.MAX_VALUES);
        }
    }

    private void endFullRun() {
        if (run.isFull()) {
            endRun();
        }
    }

    /** Encodes what has been taken and is not encoded yet. */
    void endRun() {
        int id = runId;
        runId = EventCodec.RUN;
        if (run.count() >= EventCodec.LEAST_IN_RUN) {
            position = run.encode(buffer, position);
            codec.icount = run.lastIcount();
            codec.pc = run.lastPc();
            previousPc[id] = codec.pc;
            run.lastValues(previous, id * EventFrame.MAX_VALUES);
        } else if (run.count() > 0) {
            encodeEach(Objects.requireNonNull(EventCodec.layout(id)));
        }
        run.clear();
    }

    /** Encodes the events of the run each alone. */
    private void encodeEach(EventLayout layout) {
        alone.begin(layout.type());
        alone.cpu = codec.cpu;
        alone.vm = codec.vm;
        alone.vcpu = codec.vcpu;
        for (int n = 0; n < run.count(); n++) {
            run.copyTo(alone, n);
            layout.fromDistances(alone);
            encode(alone, layout);
        }
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
        int row = row(id);
        int delta = frame.pc - previousPc[id];
        previousPc[id] = frame.pc;
        if (frame.pc == codec.pc) {
            flags |= EventCodec.SAME_PC;
        } else {
            codec.pc = frame.pc;
            at = putDelta(at, delta);
        }
        buffer[start] = (byte) flags;
        layout.toDistances(frame);
        at = putValues(at, frame, row);
        layout.fromDistances(frame);
        position = putBytes(at, frame);
    }

    /** Index of the type's values in {@link #previous}. */
    private int row(int id) {
        int row = id * EventFrame.MAX_VALUES;
        if (codec.isFirst(id)) {
            previousPc[id] = 0;
            for (int i = 0; i < EventFrame.MAX_VALUES; i++) {
                previous[row + i] = 0;
            }
        }
        return row;
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
