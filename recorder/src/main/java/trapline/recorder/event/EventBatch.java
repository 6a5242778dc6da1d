package trapline.recorder.event;

/**
 * Several events of one type that a processor made in a row, in one context, in the order of their ticks: of numeric components only, in
 * columns. What costs a sink as much for one event as for many, it does once for a batch.
 *
 * <p>Like a frame it is filled by its owner, handed to an {@link EventSink}, and reused.
 */
public final class EventBatch {
    /** The most events that fit. */
    public static final int MOST = 64;

    /** Whichever event was last asked for; its type and context are those of all. */
    private final EventFrame frame = new EventFrame();

    private final long[] icounts = new long[MOST];
    private final int[] pcs = new int[MOST];
    private final long[] values = new long[EventFrame.MAX_VALUES * MOST];
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

    /** Starts the next event, at a tick not before that of the event before it, with no components yet. */
    public EventBatch next(long icount, int pc) {
        icounts[count] = icount;
        pcs[count] = pc;
        end = count++;
        return this;
    }

    /** Appends a numeric component to the last event. */
    public EventBatch put(long value) {
        values[end] = value;
        end += MOST;
        return this;
    }

    /** Appends an enum component. */
    public EventBatch put(Enum<?> value) {
        return put(value.ordinal());
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

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The tick of one. */
    public long icount(int n) {
        return icounts[n];
    }

    /** The tick of the last. */
    public long lastIcount() {
        return icounts[count - 1];
    }

    /** The PC of one. */
    public int pc(int n) {
        return pcs[n];
    }

    /** Components in columns: that of slot {@code s} of event {@code n} is at {@code s * MOST + n}. */
    public long[] values() {
        return values;
    }

    /** One of the events, until another is asked for. */
    public EventFrame frame(int n) {
        frame.seq = firstSeq + n;
        frame.icount = icounts[n];
        frame.pc = pcs[n];
        frame.count = end / MOST;
        for (int slot = 0; slot < frame.count; slot++) {
            frame.values[slot] = values[slot * MOST + n];
        }
        return frame;
    }
}
