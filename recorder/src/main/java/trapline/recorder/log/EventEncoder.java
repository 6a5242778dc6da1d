package trapline.recorder.log;

import trapline.recorder.event.EventFrame;

/** Encodes the events of one block after the other into a buffer, without allocation. See {@link EventCodec}. */
final class EventEncoder {
    /** Blocks stay below this, header included: a quarter of the queue's block size is what a document may take. */
    static final int CAPACITY = 192 << 10;

    final byte[] buffer = new byte[CAPACITY];
    private final EventCodec codec = new EventCodec();
    private int position;

    /** Begins a block whose payload starts at {@code offset}. */
    void startBlock(int offset) {
        codec.startBlock();
        position = offset;
    }

    /** Where the payload ends. */
    int position() {
        return position;
    }

    /** Whether one more event certainly fits. */
    boolean hasRoomFor(EventFrame frame) {
        return position + EventCodec.MAX_FIXED + frame.length <= CAPACITY;
    }

    void encode(EventFrame frame) {
        int id = frame.type.id();
        int count = EventCodec.valueCount(id);
        if (frame.count != count || frame.length > EventCodec.MAX_BYTES) {
            throw new IllegalStateException("%s at tick %d, pc 0x%08x: %d of %d values, %d bytes"
                    .formatted(frame.type, frame.icount, frame.pc, frame.count, count, frame.length));
        }
        int row = codec.row(id);
        int start = position++;
        putDelta(frame.icount - codec.icount);
        codec.icount = frame.icount;
        buffer[start] = (byte) (id | putContext(frame) | putPc(frame, id));
        putValues(frame, row, id);
        if (frame.length > 0) {
            putVarint(frame.length);
            System.arraycopy(frame.bytes, 0, buffer, position, frame.length);
            position += frame.length;
        }
    }

    private int putContext(EventFrame frame) {
        if (frame.cpu == codec.cpu && frame.vm == codec.vm && frame.vcpu == codec.vcpu) {
            return EventCodec.SAME_CONTEXT;
        }
        putDelta(frame.cpu - (long) codec.cpu);
        putDelta(frame.vm - (long) codec.vm);
        putDelta(frame.vcpu - (long) codec.vcpu);
        codec.cpu = frame.cpu;
        codec.vm = frame.vm;
        codec.vcpu = frame.vcpu;
        return 0;
    }

    private int putPc(EventFrame frame, int id) {
        int delta = frame.pc - codec.previousPc[id];
        codec.previousPc[id] = frame.pc;
        if (frame.pc == codec.pc) {
            return EventCodec.SAME_PC;
        }
        putDelta(delta);
        codec.pc = frame.pc;
        return 0;
    }

    private void putValues(EventFrame frame, int row, int id) {
        long[] previous = codec.previous;
        int ticks = EventCodec.ticks(id);
        int count = frame.count;
        int differs = frame.length > 0 ? 1 : 0;
        for (int i = 0; i < count; i++) {
            long value = (ticks >>> i & 1) == 0 ? frame.values[i] : frame.icount - frame.values[i];
            differs |= value != previous[row + i] ? 2 << i : 0;
        }
        putVarint(differs);
        for (int left = differs >>> 1; left != 0; left &= left - 1) {
            int i = Integer.numberOfTrailingZeros(left);
            long value = (ticks >>> i & 1) == 0 ? frame.values[i] : frame.icount - frame.values[i];
            putDelta(value - previous[row + i]);
            previous[row + i] = value;
        }
    }

    private void putDelta(long delta) {
        putVarint(delta << 1 ^ delta >> 63);
    }

    private void putVarint(long value) {
        byte[] target = buffer;
        int at = position;
        while ((value & ~0x7FL) != 0) {
            target[at++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        target[at++] = (byte) value;
        position = at;
    }
}
