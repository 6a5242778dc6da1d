package trapline.recorder.log;

import java.util.Arrays;
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

    private final EventCodec codec = new EventCodec();
    private final EventFrame[] frames = new EventFrame[EventCatalog.ID_LIMIT];

    /** Of the last event of each type, what is stored as distances; {@link EventFrame#MAX_VALUES} to a type. */
    private final long[] stored = new long[EventCatalog.ID_LIMIT * EventFrame.MAX_VALUES];

    private final BatchEncoder rest = new BatchEncoder();
    private final byte[] expected = new byte[BatchEncoder.CAPACITY];

    private EventFrame event;
    private byte[] buffer = new byte[0];
    private boolean hasRelatives;
    private int position;
    private int end;

    EventDecoder() {
        for (int id = 0; id < frames.length; id++) {
            frames[id] = new EventFrame();
        }
        event = frames[0];
    }

    /** Begins the events of a block that was written in that format. */
    void startBlock(FormatVersion format, byte[] source, int offset, int length) {
        codec.startBlock();
        hasRelatives = format.compareTo(RELATIVES_SINCE) >= 0;
        buffer = source;
        position = offset;
        end = offset + length;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == end;
    }

    /** The event last decoded, but for its seq; until the next is. */
    EventFrame event() {
        return event;
    }

    /** Decodes one event; false when the bytes are none. */
    boolean decode() {
        if (position >= end) {
            return false;
        }
        int first = buffer[position++];
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

    /**
     * Passes the events of a batch behind its first, which is the event last decoded, if they come next.
     *
     * @return whether they do; if not, or if that cannot be told from the bytes, the decoder stays where it is
     */
    boolean pass(EventBatch batch) {
        int id = batch.type().id();
        EventLayout layout = EventCodec.layout(id);
        if (layout == null || !hasRelatives) {
            return false;
        }
        int length = rest.encode(batch, layout, expected, 0);
        if (length > end - position || !Arrays.equals(buffer, position, position + length, expected, 0, length)) {
            return false;
        }
        position += length;
        EventFrame last = batch.frame(batch.count() - 1);
        codec.icount = last.icount;
        codec.pc = last.pc;
        event.copyFrom(last);
        layout.toDistances(last);
        System.arraycopy(last.values, 0, stored, id * EventFrame.MAX_VALUES, last.count);
        return true;
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
