package trapline.recorder.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;

/**
 * Encodes the events of a batch behind its first, as {@link EventEncoder} would one after the other. All that they are relative to is the
 * event before, so their bytes depend on the batch alone: a log takes them, and a replay compares them with those of its log.
 */
final class BatchEncoder {
    /** The most bytes that are written, some of them behind the end of the events. */
    static final int CAPACITY = EventBatch.MOST * EventCodec.MAX_FIXED;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MOST = EventBatch.MOST;
    /** Of each byte, the bits of a varint. */
    private static final long SEVEN = 0x7F7F_7F7F_7F7F_7F7FL;

    /** What is stored of the values that are not the same in all events, in columns. */
    private final long[] columns = new long[EventFrame.MAX_VALUES * MOST];
    /** The slots of these values. */
    private final int[] slots = new int[EventFrame.MAX_VALUES];

    /** Encodes them from {@code start} on; the answer is where they end. */
    int encode(EventBatch batch, EventLayout layout, byte[] target, int start) {
        int varying = gather(batch, layout);
        int id = layout.type().id() | EventCodec.SAME_CONTEXT;
        int at = start;
        for (int n = 1; n < batch.count(); n++) {
            int pc = batch.pc(n) - batch.pc(n - 1);
            target[at] = (byte) (pc == 0 ? id | EventCodec.SAME_PC : id);
            at = putVarint(target, at + 1, EventCodec.zigzag(batch.icount(n) - batch.icount(n - 1)));
            at = putUnlessZero(target, at, pc);
            int differs = 0;
            for (int k = 0; k < varying; k++) {
                differs |= difference(k, n) != 0 ? 2 << slots[k] : 0;
            }
            at = putShortVarint(target, at, differs);
            for (int k = 0; k < varying; k++) {
                at = putUnlessZero(target, at, difference(k, n));
            }
        }
        return at;
    }

    /** Collects the {@link #columns}. The answer is how many they are. */
    private int gather(EventBatch batch, EventLayout layout) {
        int varying = 0;
        for (int slot = 0; slot < layout.count(); slot++) {
            if (gather(batch, layout, slot, varying * MOST)) {
                slots[varying++] = slot;
            }
        }
        return varying;
    }

    /** Collects one from {@code to} on, unless the value is the same in all events. */
    private boolean gather(EventBatch batch, EventLayout layout, int slot, int to) {
        int count = batch.count();
        if (layout.isDistance(slot)) {
            layout.toDistances(batch, slot, columns, to);
            return !isConstant(columns, to, count);
        }
        if (isConstant(batch.values(), slot * MOST, count)) {
            return false;
        }
        System.arraycopy(batch.values(), slot * MOST, columns, to, count);
        return true;
    }

    private static boolean isConstant(long[] values, int first, int count) {
        return Arrays.equals(values, first, first + count - 1, values, first + 1, first + count);
    }

    private long difference(int column, int n) {
        int at = column * MOST + n;
        return columns[at] - columns[at - 1];
    }

    /** Whether there is a difference, as how many bytes it takes, cannot be predicted; so there are no branches. */
    private static int putUnlessZero(byte[] target, int at, long delta) {
        int behind = putVarint(target, at, EventCodec.zigzag(delta));
        return delta == 0 ? at : behind;
    }

    /** Writes eight bytes, and says how many of them count. */
    private static int putVarint(byte[] target, int at, long value) {
        if (value >>> 56 != 0) {
            return EventEncoder.putVarint(target, at, value);
        }
        int more = (63 - Long.numberOfLeadingZeros(value | 1)) * 37 >>> 8; // a seventh, rounded down
        long marks = ~SEVEN & (1L << (more << 3)) - 1;
        LONGS.set(target, at, Long.expand(value, SEVEN) | marks);
        return at + more + 1;
    }

    /** The same for a number that mostly takes one byte or two. */
    private static int putShortVarint(byte[] target, int at, int value) {
        if (value >>> 14 != 0) {
            return putVarint(target, at, value);
        }
        int high = value >>> 7;
        int more = high == 0 ? 0 : 1;
        SHORTS.set(target, at, (short) (value & 0x7F | more << 7 | high << 8));
        return at + 1 + more;
    }
}
