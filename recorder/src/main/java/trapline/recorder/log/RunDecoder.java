package trapline.recorder.log;

import java.util.Arrays;
import trapline.recorder.event.EventBatch;

/** Decodes a run of events column by column. See {@link EventCodec}. */
final class RunDecoder {
    private static final int MOST = EventBatch.MOST;

    private int position;

    /** Where the bytes of the last run ended. */
    int position() {
        return position;
    }

    /**
     * Decodes the events behind the first.
     *
     * @param run the first event, with what is stored of it in place of its values; gets the others
     * @param more how many these are
     * @param source {@link Long#BYTES} bytes longer than what is to be decoded
     * @return false when the bytes are none
     */
    boolean decode(EventBatch run, EventLayout layout, int more, byte[] source, int start, int end) {
        if (start >= end) {
            return false;
        }
        run.stretch(more);
        int left = source[start];
        position = start + 1;
        for (int column = 0; column < run.width(); column++) {
            if (left > 0 && position < end && source[position] == column) {
                left--;
                if (!getColumn(run, column * MOST, source, position + 1, end)) {
                    return false;
                }
            } else {
                int first = column * MOST;
                Arrays.fill(run.columns(), first + 1, first + 1 + more, run.columns()[first]);
            }
            int slot = column - EventBatch.VALUES;
            if (slot >= 0 && layout.isDistance(slot)) {
                layout.fromDistances(run, slot);
            }
        }
        return left == 0;
    }

    private boolean getColumn(EventBatch run, int first, byte[] source, int start, int end) {
        int form = start < end ? source[start] : 0;
        int width = EventCodec.width(form);
        int shift = EventCodec.shift(form);
        int at = start + 1;
        position = at + width * (run.count() - 1);
        if (position > end) {
            return false;
        }
        long[] values = run.columns();
        int unused = Long.SIZE - Byte.SIZE * width;
        long value = values[first];
        for (int n = 1; n < run.count(); n++) {
            value += (long) EventCodec.LONGS.get(source, at) << unused >> unused << shift;
            values[first + n] = value;
            at += width;
        }
        return true;
    }
}
