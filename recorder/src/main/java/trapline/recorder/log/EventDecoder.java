package trapline.recorder.log;

import java.util.Objects;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;
import trapline.recorder.event.Recurrence;

/**
 * Decodes the events of a block, one after the other. See {@link EventCodec}.
 *
 * <p>There is a frame for each type, which keeps the values of its last event: so the next one costs no more than what differs.
 */
final class EventDecoder {
    /** The format from which on values are relative to others. */
    private static final FormatVersion RELATIVES_SINCE = new FormatVersion(1, 1);
    /** The format from which on there are runs, of one event to the round. */
    private static final FormatVersion RUNS_SINCE = new FormatVersion(1, 2);
    /** The format from which on rounds may have more. */
    private static final FormatVersion ROUNDS_SINCE = new FormatVersion(1, 3);

    private final EventCodec codec = new EventCodec();
    private final EventFrame[] frames = new EventFrame[EventCatalog.ID_LIMIT];

    /** Of the last event of each type, what is stored as distances; {@link EventFrame#MAX_VALUES} to a type. */
    private final long[] stored = new long[EventCatalog.ID_LIMIT * EventFrame.MAX_VALUES];

    private final CycleDecoder cycle = new CycleDecoder();
    /** The types of the last events since the last run, as in {@link Recurrence}. */
    private long recent;

    private EventFrame event;
    private byte[] buffer = new byte[0];
    private boolean hasRelatives;
    private int longestPeriod;
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
        longestPeriod = longestPeriod(format);
        cycle.clear();
        recent = 0;
        buffer = source;
        position = offset;
        end = offset + length;
    }

    private static int longestPeriod(FormatVersion format) {
        if (format.compareTo(RUNS_SINCE) < 0) {
            return 0;
        }
        return format.compareTo(ROUNDS_SINCE) < 0 ? 1 : Recurrence.LONGEST;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == end && !cycle.hasNext();
    }

    /** The event last decoded, but for its seq; until the next is. */
    EventFrame event() {
        return event;
    }

    /** Decodes one event; false when the bytes are none. */
    boolean decode() {
        if (cycle.hasNext()) {
            event = cycle.next();
            return true;
        }
        endRun();
        if (position >= end) {
            return false;
        }
        if (isAtRun()) {
            return startRun() && decode();
        }
        int first = buffer[position++];
        int id = first & EventCodec.ID_MASK;
        recent = Recurrence.behind(recent, id);
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

    private boolean isAtRun() {
        return position < end && (buffer[position] & EventCodec.ID_MASK) == EventCodec.RUN;
    }

    /** Starts with the run that comes next; false when its bytes are none. */
    private boolean startRun() {
        int period = EventCodec.period(buffer[position]);
        int rounds = position + 1 < end ? buffer[position + 1] & 0xFF : 0;
        if (period > longestPeriod || !Recurrence.areDistinct(recent, period) || rounds == 0) {
            return false;
        }
        int at = position + 2;
        for (int place = 0; at > 0 && place < period; place++) {
            at = startRun(place, Recurrence.type(recent, period - 1 - place), rounds, at);
        }
        if (at > 0) {
            cycle.begin(period, rounds);
            position = at;
        }
        return at > 0;
    }

    private int startRun(int place, int id, int rounds, int start) {
        EventFrame before = frames[id];
        EventLayout layout = EventCodec.layout(id);
        if (layout == null || before.length > 0) {
            return -1;
        }
        layout.toDistances(before);
        int at = cycle.run(place).start(before, layout, rounds, buffer, start, end);
        layout.fromDistances(before);
        return at;
    }

    /** All events of the run, if there was one, have been passed: the last ones are what others will refer to. */
    private void endRun() {
        if (cycle.period() == 0) {
            return;
        }
        for (int place = 0; place < cycle.period(); place++) {
            int id = Recurrence.type(recent, cycle.period() - 1 - place);
            EventFrame last = frames[id];
            cycle.run(place).lastTo(last);
            codec.icount = last.icount;
            codec.pc = last.pc;
            codec.cpu = last.cpu;
            codec.vm = last.vm;
            codec.vcpu = last.vcpu;
            keepStored(last, Objects.requireNonNull(EventCodec.layout(id)), id * EventFrame.MAX_VALUES);
        }
        cycle.clear();
        recent = 0;
    }

    private void keepStored(EventFrame frame, EventLayout layout, int row) {
        layout.toDistances(frame);
        System.arraycopy(frame.values, 0, stored, row, frame.count);
        layout.fromDistances(frame);
    }

    /** Passes the next events if they are those of rounds from {@code first} on and need not be decoded; says how many, or 0. */
    int pass(EventRounds rounds, int first) {
        if (!cycle.hasNext()) {
            endRun();
            if (!isAtRun() || !startRun()) {
                return 0;
            }
        }
        return cycle.pass(rounds, first);
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
