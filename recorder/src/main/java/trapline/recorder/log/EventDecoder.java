package trapline.recorder.log;

import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;

/**
 * Decodes the events of a block, one after the other. See {@link EventCodec}.
 *
 * <p>There is a frame for each type, which keeps the values of its last event: so the next one costs no more than what differs.
 */
final class EventDecoder {
    /** The format from which on values are relative to others. */
    private static final FormatVersion RELATIVES_SINCE = new FormatVersion(1, 1);
    /** The format from which on there are runs. */
    private static final FormatVersion RUNS_SINCE = new FormatVersion(1, 2);

    private final EventCodec codec = new EventCodec();
    private final EventFrame[] frames = new EventFrame[EventCatalog.ID_LIMIT];

    /** Of the last event of each type, what is stored as distances; {@link EventFrame#MAX_VALUES} to a type. */
    private final long[] stored = new long[EventCatalog.ID_LIMIT * EventFrame.MAX_VALUES];

    private final RunDecoder runs = new RunDecoder();
    /** The run it is in; its first event is the one before. */
    private final EventBatch run = new EventBatch();
    /** Which event of the run comes next. */
    private int next;

    private EventFrame event;
    private byte[] buffer = new byte[0];
    private boolean hasRelatives;
    private boolean hasRuns;
    private int position;
    private int end;

    EventDecoder() {
        for (int id = 0; id < frames.length; id++) {
            frames[id] = new EventFrame();
        }
        event = frames[0];
    }

    /** Begins the events of a block that was written in that format. Behind its bytes {@link Long#BYTES} more are there to be read. */
    void startBlock(FormatVersion format, byte[] source, int offset, int length) {
        codec.startBlock();
        hasRelatives = format.compareTo(RELATIVES_SINCE) >= 0;
        hasRuns = format.compareTo(RUNS_SINCE) >= 0;
        run.clear();
        next = 0;
        buffer = source;
        position = offset;
        end = offset + length;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == end && next == run.count();
    }

    /** The event last decoded, but for its seq; until the next is. */
    EventFrame event() {
        return event;
    }

    /** Decodes one event; false when the bytes are none. */
    boolean decode() {
        if (next < run.count()) {
            run.copyTo(event, next++);
            return true;
        }
        if (position >= end) {
            return false;
        }
        int first = buffer[position++];
        if (first == EventCodec.RUN) {
            return hasRuns && startRun() && decode();
        }
        next = 0;
        run.clear();
        int id = first & EventCodec.ID_MASK;
        EventLayout layout = EventCodec.layout(id);
        if (layout == null) {
            return false;
        }
        EventFrame frame = frames[id];
        event = frame;
        int row = id * EventFrame.MAX_VALUES;
        if (codec.isFirst(id)) {
            clear(frame, layout, row);
        }
        codec.icount += delta();
        if ((first & EventCodec.SAME_CONTEXT) == 0) {
            codec.cpu += (int) delta();
            codec.vm += (int) delta();
            codec.vcpu += (int) delta();
        }
        if ((first & EventCodec.SAME_PC) == 0) {
            codec.pc = frame.pc + (int) delta();
        }
        frame.icount = codec.icount;
        frame.cpu = codec.cpu;
        frame.vm = codec.vm;
        frame.vcpu = codec.vcpu;
        frame.pc = codec.pc;
        return values(frame, layout, row) && position <= end;
    }

    /** Decodes the run that comes next. */
    private boolean startRun() {
        int id = event.type.id();
        EventLayout layout = EventCodec.layout(id);
        if (layout == null || (codec.seen & 1L << id) == 0 || event.length > 0) {
            return false;
        }
        int row = id * EventFrame.MAX_VALUES;
        layout.toDistances(event);
        run.begin(event.type, event.cpu, event.vm, event.vcpu).append(event);
        if (!runs.decode(run, layout, buffer, position, end)) {
            return false;
        }
        position = runs.position();
        next = 1;
        EventFrame last = run.frame(run.count() - 1);
        codec.icount = last.icount;
        codec.pc = last.pc;
        layout.toDistances(last);
        System.arraycopy(last.values, 0, stored, row, last.count);
        return true;
    }

    /** Passes the events of a run that are those of a batch from {@code first} on, if the event last decoded is one of these; says how many. */
    int pass(EventBatch batch, int first) {
        if (next == 0 || !batch.hasContextOf(event)) {
            return 0;
        }
        int same = run.countSame(next - 1, batch, first);
        if (same > 0) {
            next += same - 1;
            run.copyTo(event, next - 1);
        }
        return same;
    }

    private void clear(EventFrame frame, EventLayout layout, int row) {
        frame.begin(layout.type());
        frame.pc = 0;
        for (int i = 0; i < layout.count(); i++) {
            frame.put(0);
            stored[row + i] = 0;
        }
    }

    private boolean values(EventFrame frame, EventLayout layout, int row) {
        int differs = (int) varint();
        if (differs >>> 1 >>> layout.count() != 0) {
            return false;
        }
        long[] values = frame.values;
        int distances = hasRelatives ? layout.distances() : layout.ticks();
        for (int left = differs >>> 1; left != 0; left &= left - 1) {
            int i = Integer.numberOfTrailingZeros(left);
            if ((distances >>> i & 1) == 0) {
                values[i] += delta();
            } else {
                stored[row + i] += delta();
            }
        }
        for (int left = distances; left != 0; left &= left - 1) {
            int i = Integer.numberOfTrailingZeros(left);
            values[i] = layout.fromDistance(frame, i, stored[row + i]);
        }
        frame.length = 0;
        return (differs & 1) == 0 || bytes(frame);
    }

    private boolean bytes(EventFrame frame) {
        long length = varint();
        if (length <= 0 || length > end - position) {
            return false;
        }
        frame.putBytes(buffer, position, (int) length);
        position += (int) length;
        return true;
    }

    private long delta() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** Past the end it reads zeros; the caller sees by the position that there was too little. A field would be stored for every byte. */
    private long varint() {
        int at = position;
        int next = at < end ? buffer[at] : 0;
        at++;
        long value = next & 0x7F;
        for (int shift = 7; next < 0 && shift < Long.SIZE; shift += 7) {
            next = at < end ? buffer[at] : 0;
            at++;
            value |= (next & 0x7FL) << shift;
        }
        position = at;
        return value;
    }
}
