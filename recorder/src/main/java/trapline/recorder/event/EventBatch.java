package trapline.recorder.event;

import java.util.Arrays;

/**
 * Several events of one type that a processor made in a row, in one context, in the order of their ticks: of numeric components only, in
 * columns. What costs a sink as much for one event as for many, it does once for a batch.
 *
 * <p>Like a frame it is filled by its owner, handed to an {@link EventSink}, and reused.
 */
public final class EventBatch {
    /** The most events that fit. */
    public static final int MOST = 256;

    /** The column of ticks. */
    public static final int ICOUNT = 0;

    /** The column of PCs, sign-extended. */
    public static final int PC = 1;

    /** The column of the components in slot 0; the other slots follow. */
    public static final int VALUES = 2;

    /** Whichever event was last asked for; its type and context are those of all. */
    private final EventFrame frame = new EventFrame();

    private final long[] columns = new long[(VALUES + EventFrame.MAX_VALUES) * MOST];
    private long firstSeq;
    private int count;
    /** Where the next component of the last event goes. */
    private int end;

    /** Starts a new batch, with no events yet. */
    public EventBatch begin(EventType type, int cpu, int vm, int vcpu) {
        frame.begin(type);
        frame.cpu = cpu;
        frame.vm = vm;
        frame.vcpu = vcpu;
        count = 0;
        return this;
    }

    /** Forgets the events. */
    public void clear() {
        count = 0;
    }

    /** Starts the next event, at a tick not before that of the event before it, with no components yet. */
    public EventBatch next(long icount, int pc) {
        columns[count] = icount;
        columns[MOST + count] = pc;
        end = VALUES * MOST + count++;
        return this;
    }

    /** Appends a numeric component to the last event. */
    public EventBatch put(long value) {
        columns[end] = value;
        end += MOST;
        return this;
    }

    /** Appends an enum component. */
    public EventBatch put(Enum<?> value) {
        return put(value.ordinal());
    }

    /** Appends an event of the same type and context. */
    public EventBatch append(EventFrame next) {
        int at = count++;
        columns[at] = next.icount;
        columns[MOST + at] = next.pc;
        at += VALUES * MOST;
        for (int slot = 0; slot < next.count; slot++) {
            columns[at] = next.values[slot];
            at += MOST;
        }
        end = at;
        return this;
    }

    /** Makes it longer by some events, whose columns are to be filled then. */
    public void stretch(int more) {
        count += more;
        end += more;
    }

    /** Says what the first event's {@link EventFrame#seq} is, which the sink does; the others follow. */
    public void number(long seq) {
        firstSeq = seq;
    }

    /** The type of all of them. */
    public EventType type() {
        return frame.type;
    }

    /** The VM of all of them. */
    public int vm() {
        return frame.vm;
    }

    /** Whether an event may be appended to those there are. */
    public boolean accepts(EventFrame next) {
        return count > 0 && count < MOST && hasContextOf(next) && next.count == width() - VALUES && next.length == 0;
    }

    /** Whether the events of another batch are of their type, in their context, and have as many components. */
    public boolean isLike(EventBatch other) {
        return hasContextOf(other.frame) && width() == other.width();
    }

    /** Whether an event is of their type, in their context. */
    private boolean hasContextOf(EventFrame other) {
        return frame.type == other.type && frame.cpu == other.cpu && frame.vm == other.vm && frame.vcpu == other.vcpu;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** How many columns there are. */
    public int width() {
        return end / MOST;
    }

    /** The tick of one. */
    public long icount(int n) {
        return columns[n];
    }

    /** The tick of the last. */
    public long lastIcount() {
        return columns[count - 1];
    }

    /** All columns, one behind the other: that of event {@code n} in a column is at {@code column * MOST + n}. */
    public long[] columns() {
        return columns;
    }

    /** One of the events, until another is asked for. */
    public EventFrame frame(int n) {
        frame.seq = firstSeq + n;
        copyTo(frame, n);
        return frame;
    }

    /** Makes a frame of the same type and context one of the events. */
    public void copyTo(EventFrame target, int n) {
        target.icount = columns[n];
        target.pc = (int) columns[MOST + n];
        target.count = width() - VALUES;
        for (int slot = 0; slot < target.count; slot++) {
            target.values[slot] = columns[(VALUES + slot) * MOST + n];
        }
    }

    /** Whether so many events from {@code n} on are those of another batch from {@code m} on. */
    public boolean areSame(int n, EventBatch other, int m, int many) {
        boolean same = isLike(other);
        for (int at = 0; same && at < width() * MOST; at += MOST) {
            same = Arrays.equals(columns, at + n, at + n + many, other.columns, at + m, at + m + many);
        }
        return same;
    }
}
