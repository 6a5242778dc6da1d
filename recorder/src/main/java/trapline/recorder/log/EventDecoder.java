package trapline.recorder.log;

import trapline.recorder.event.EventFrame;

/** Decodes the events of a block into a reused frame. See {@link EventCodec}. */
final class EventDecoder {
    private final EventCodec codec = new EventCodec();
    private byte[] buffer = new byte[0];
    private FormatVersion version = FormatVersion.CURRENT;
    private int position;
    private int end;

    /** Begins the events of a block that was written in that format. */
    void startBlock(FormatVersion format, byte[] source, int offset, int length) {
        codec.startBlock();
        version = format;
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

    /** Decodes one event, but for its seq; false when the bytes are no event. */
    boolean decode(EventFrame frame) {
        if (position >= end) {
            return false;
        }
        int first = buffer[position++];
        int id = first & EventCodec.ID_MASK;
        if (!EventCodec.isKnown(id)) {
            return false;
        }
        int row = codec.row(id);
        codec.icount += delta();
        if ((first & EventCodec.SAME_CONTEXT) == 0) {
            codec.cpu += (int) delta();
            codec.vm += (int) delta();
            codec.vcpu += (int) delta();
        }
        if ((first & EventCodec.SAME_PC) == 0) {
            codec.pc = codec.previousPc[id] + (int) delta();
        }
        codec.previousPc[id] = codec.pc;
        frame.type = EventCodec.type(id);
        frame.icount = codec.icount;
        frame.cpu = codec.cpu;
        frame.vm = codec.vm;
        frame.vcpu = codec.vcpu;
        frame.pc = codec.pc;
        return values(frame, row, id) && position <= end;
    }

    private boolean values(EventFrame frame, int row, int id) {
        int differs = (int) varint();
        int count = EventCodec.valueCount(id);
        if (differs >>> 1 >>> count != 0) {
            return false;
        }
        long[] previous = codec.previous;
        for (int left = differs >>> 1; left != 0; left &= left - 1) {
            previous[row + Integer.numberOfTrailingZeros(left)] += delta();
        }
        System.arraycopy(previous, row, frame.values, 0, count);
        frame.count = count;
        EventCodec.fromDistances(frame, id, EventCodec.distances(id, version));
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
