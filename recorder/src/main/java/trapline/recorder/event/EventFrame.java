package trapline.recorder.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event in flat form: the header, then the record's components in their order. {@code long}, {@code int},
 * {@code boolean} (0 or 1) and enum (ordinal) components are {@link #values}; the {@code String} (UTF-8) or
 * {@code byte[]} component, of which a record has at most one, is {@link #bytes}{@code [0, length)} and takes no slot
 * in {@code values}.
 *
 * <p>{@code int} components are sign-extended, whatever they mean. A frame is filled by its owner, handed to an
 * {@link EventSink}, and reused: the machine emits millions of events without allocating.
 */
public final class EventFrame {
    /** The most numeric components a record may have. */
    public static final int MAX_VALUES = 16;

    public EventType type = EventType.STATE_DIGEST;
    public long seq;
    public long icount;
    public int cpu;
    public int vm;
    public int vcpu;
    public int pc;

    /** Numeric components, in declaration order; the first {@link #count} are valid. */
    public final long[] values = new long[MAX_VALUES];

    public int count;

    /** The String or byte[] component; the first {@link #length} are valid. */
    public byte[] bytes = new byte[256];

    public int length;

    /** Starts a new event of the given type, with no components yet. The header is left as it is. */
    public EventFrame begin(EventType newType) {
        type = newType;
        count = 0;
        length = 0;
        return this;
    }

    /** Appends a numeric component. */
    public EventFrame put(long value) {
        values[count++] = value;
        return this;
    }

    /** Appends a boolean component. */
    public EventFrame put(boolean value) {
        values[count++] = value ? 1 : 0;
        return this;
    }

    /** Appends an enum component. */
    public EventFrame put(Enum<?> value) {
        values[count++] = value.ordinal();
        return this;
    }

    /** Sets the String or byte[] component to a copy of the given bytes. */
    public EventFrame putBytes(byte[] source, int offset, int newLength) {
        if (bytes.length < newLength) {
            bytes = new byte[Math.max(newLength, bytes.length * 2)];
        }
        System.arraycopy(source, offset, bytes, 0, newLength);
        length = newLength;
        return this;
    }

    /** The String component. */
    public String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The byte[] component. */
    public byte[] copyOfBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Makes this frame a copy of another, header included. */
    public void copyFrom(EventFrame other) {
        type = other.type;
        seq = other.seq;
        icount = other.icount;
        cpu = other.cpu;
        vm = other.vm;
        vcpu = other.vcpu;
        pc = other.pc;
        count = other.count;
        System.arraycopy(other.values, 0, values, 0, other.count);
        putBytes(other.bytes, 0, other.length);
    }

    /** Whether the two are the same event: header (but for seq), type and every component. */
    public boolean sameAs(EventFrame other) {
        return type == other.type
                && icount == other.icount
                && cpu == other.cpu
                && vm == other.vm
                && vcpu == other.vcpu
                && pc == other.pc
                && count == other.count
                && length == other.length
                && hasSameComponents(other);
    }

    private boolean hasSameComponents(EventFrame other) {
        long differences = 0;
        for (int i = 0; i < count; i++) {
            differences |= values[i] ^ other.values[i];
        }
        return differences == 0 && (length == 0 || Arrays.equals(bytes, 0, length, other.bytes, 0, length));
    }
}
