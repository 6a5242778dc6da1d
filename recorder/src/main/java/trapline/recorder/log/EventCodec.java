package trapline.recorder.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.Recurrence;

/**
 * What encoder and decoder share: the layouts of events, and what the deltas of their headers refer to.
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
 * <p>Several events may be a run, if they have numbers only, and each is of the type and in the context of the one a period before:
 * the event before, in format 1.2; since 1.3 the one up to four before, the types of a round being distinct.
 *
 * <pre>
 *  byte    {@link #RUN}; bits 7:6: the period, less 1
 *  byte    how many rounds, 1 to 255; for each event of a round:
 *  byte    in how many columns those of the rounds differ; for each of these, in ascending order:
 *    byte  which: 0 icount, 1 pc, 2 + n value n
 *    byte  bits 2:0: how many bytes are stored for an event, less 1; bits 6:3: how many zeros at their ends are not, in fours
 *    ...   for each round the difference to the event a period before, as a two's complement number, low byte first
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

    /** How a run's differences are written and read, eight bytes at a time. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Begins a run, in place of a type's id. */
    static final byte RUN = 0;

    /** The fewest rounds that are written as a run, which takes more bytes than a few events alone. */
    static final int LEAST_ROUNDS = 4;

    /** The most events of a run. */
    static final int MOST_IN_RUN = 255;

    private static final int PERIOD_SHIFT = 6;

    /** Logarithm of the unit in which a run's columns are shifted. */
    static final int SHIFT_UNIT = 2;

    private static final int WIDTH_BITS = 3;

    /** The most bytes an event takes beside its String or byte[] component. */
    static final int MAX_FIXED = 1 + 10 + 3 * 5 + 5 + 3 + EventFrame.MAX_VALUES * 10 + 5;

    /** The most bytes the String or byte[] component may have. */
    static final int MAX_BYTES = 1 << 16;

    private static final @Nullable EventLayout[] LAYOUTS = layouts();

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

    /** A difference as the number that is stored: small if it is near zero, on whichever side. */
    static long zigzag(long delta) {
        return delta << 1 ^ delta >> 63;
    }

    /** The byte that begins a run of that period. */
    static byte run(int period) {
        return (byte) (period - 1 << PERIOD_SHIFT | RUN);
    }

    /** The period of the run that this byte begins. */
    static int period(int first) {
        return (first >>> PERIOD_SHIFT & Recurrence.LONGEST - 1) + 1;
    }

    /** How a column is stored: with so many bytes to the event, after so many zeros. */
    static byte form(int width, int shift) {
        return (byte) (width - 1 | shift >> SHIFT_UNIT << WIDTH_BITS);
    }

    static int width(int form) {
        return (form & (1 << WIDTH_BITS) - 1) + 1;
    }

    static int shift(int form) {
        return form >> WIDTH_BITS << SHIFT_UNIT;
    }

    /** Whether an event is the first of its type in the block, so that what its deltas refer to is zero. */
    boolean isFirst(int id) {
        boolean first = (seen & 1L << id) == 0;
        seen |= 1L << id;
        return first;
    }

    /** How events of that id are laid out; null when this version knows none. */
    static @Nullable EventLayout layout(int id) {
        return LAYOUTS[id];
    }

    private static @Nullable EventLayout[] layouts() {
        @Nullable EventLayout[] layouts = new EventLayout[EventCatalog.ID_LIMIT];
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            layouts[row.type().id()] = EventLayout.of(row);
        }
        return layouts;
    }
}
