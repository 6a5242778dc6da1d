package trapline.recorder.log;

import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.EventType;

/**
 * What encoder and decoder share: the event table in the form of arrays, and the state that deltas refer to.
 *
 * <p>An event is
 *
 * <pre>
 *  byte    type id, with {@link #SAME_CONTEXT} and {@link #SAME_PC}
 *  delta   icount, against the event before
 *  delta   cpu, vm, vcpu, against the event before; absent with SAME_CONTEXT
 *  delta   pc, against the event of the same type before; absent with SAME_PC: as in the event before
 *  varint  bit 0: the String or byte[] component is not empty; bit 1 + n: value n differs
 *  delta   each value that differs, against the event of the same type before
 *  varint  length, and the bytes themselves, when bit 0 is set
 * </pre>
 *
 * <p>A varint has seven bits to the byte, low ones first; a delta is a zigzag varint. A tick is stored as its distance
 * from the event's own, and since format 1.1 an address that follows from another one of the event, mostly, as its distance
 * from that. All references are zero at the start of a block. Values that an older minor version did not have never differ,
 * so they read as zero.
 */
final class EventCodec {
    static final int ID_MASK = 0x3F;
    static final int SAME_CONTEXT = 0x40;
    static final int SAME_PC = 0x80;

    /** The most bytes an event takes beside its String or byte[] component. */
    static final int MAX_FIXED = 1 + 10 + 3 * 5 + 5 + 3 + EventFrame.MAX_VALUES * 10 + 5;

    /** The most bytes the String or byte[] component may have. */
    static final int MAX_BYTES = 1 << 16;

    /** The format from which on values are relative to others. */
    private static final FormatVersion RELATIVES_SINCE = new FormatVersion(1, 1);

    private static final long KNOWN;
    private static final EventType[] TYPES = new EventType[EventCatalog.ID_LIMIT];
    private static final int[] COUNTS = new int[EventCatalog.ID_LIMIT];
    /** Which values are ticks: bit per slot. */
    private static final int[] TICKS = new int[EventCatalog.ID_LIMIT];

    /** Which values are relative to another one: bit per slot. */
    private static final int[] RELATIVES = new int[EventCatalog.ID_LIMIT];

    /** To which value another one is relative, {@link EventFrame#MAX_VALUES} to a type; {@link #ICOUNT} for a tick. */
    private static final byte[] BASES = new byte[EventCatalog.ID_LIMIT * EventFrame.MAX_VALUES];

    private static final byte ICOUNT = -1;

    static {
        long known = 0;
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            int id = row.type().id();
            known |= 1L << id;
            TYPES[id] = row.type();
            COUNTS[id] = row.numericCount();
            for (EventComponent component : row.components()) {
                int at = id * EventFrame.MAX_VALUES + component.slot();
                if (component.tick()) {
                    TICKS[id] |= 1 << component.slot();
                    BASES[at] = ICOUNT;
                } else if (component.base() >= 0) {
                    RELATIVES[id] |= 1 << component.slot();
                    BASES[at] = (byte) component.base();
                }
            }
        }
        KNOWN = known;
    }

    /** Values of the last event of each type, {@link EventFrame#MAX_VALUES} to a type. */
    final long[] previous = new long[EventCatalog.ID_LIMIT * EventFrame.MAX_VALUES];

    final int[] previousPc = new int[EventCatalog.ID_LIMIT];

    /** Types met since the start of the block: bit per id. */
    long seen;

    long icount;
    int cpu;
    int vm;
    int vcpu;
    int pc;

    void startBlock() {
        seen = 0;
        icount = 0;
        cpu = 0;
        vm = 0;
        vcpu = 0;
        pc = 0;
    }

    /** Index of the type's values in {@link #previous}, which are zero when it is the first of its block. */
    int row(int id) {
        int base = id * EventFrame.MAX_VALUES;
        if ((seen & 1L << id) == 0) {
            seen |= 1L << id;
            previousPc[id] = 0;
            for (int i = 0; i < EventFrame.MAX_VALUES; i++) {
                previous[base + i] = 0;
            }
        }
        return base;
    }

    static boolean isKnown(int id) {
        return (KNOWN >>> id & 1) != 0;
    }

    static EventType type(int id) {
        return TYPES[id];
    }

    static int valueCount(int id) {
        return COUNTS[id];
    }

    /** Which values are stored as distances: bit per slot. */
    static int distances(int id) {
        return TICKS[id] | RELATIVES[id];
    }

    /** Which were in a log of that format. */
    static int distances(int id, FormatVersion version) {
        return version.compareTo(RELATIVES_SINCE) >= 0 ? distances(id) : TICKS[id];
    }

    /**
     * Replaces those values by what is stored of them. Not in a copy: whoever reads with wide loads what was just written by narrow
     * stores waits until these have reached the cache.
     */
    static void toDistances(EventFrame frame, int id, int distances) {
        long[] values = frame.values;
        for (int left = distances; left != 0; left ^= Integer.highestOneBit(left)) {
            int slot = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
            int base = BASES[id * EventFrame.MAX_VALUES + slot];
            values[slot] = base == ICOUNT ? frame.icount - values[slot] : values[slot] - values[base];
        }
    }

    /** Undoes that. */
    static void fromDistances(EventFrame frame, int id, int distances) {
        long[] values = frame.values;
        for (int left = distances; left != 0; left &= left - 1) {
            int slot = Integer.numberOfTrailingZeros(left);
            int base = BASES[id * EventFrame.MAX_VALUES + slot];
            values[slot] = base == ICOUNT ? frame.icount - values[slot] : values[slot] + values[base];
        }
    }
}
