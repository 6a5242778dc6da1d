package trapline.emulator.memory;

import java.util.Arrays;

/**
 * The exclusive monitors of all processors (ARM DDI 0406C A3.4): the local monitor of each and its global one are one
 * tagged physical granule of 64 bytes, Cortex-A15's size. Because the tag is physical, two VMs synchronise through a
 * page that each sees at its own address.
 *
 * <p>Another observer's store to the granule clears the tag; the processor's own plain stores do not. A store that goes
 * past this class would not clear it, so {@link PhysicalMap} lets no processor store directly into a page where another
 * one has a tag.
 */
public final class ExclusiveMonitors {
    /** Bytes of a granule. */
    public static final int GRANULE = 64;
    /** Tag of a processor that has none. */
    public static final long NONE = -1;

    /** By processor: its granule's physical address, or {@link #NONE}. */
    private final long[] tags;
    /** How many have one. */
    private int open;

    ExclusiveMonitors(int cpus) {
        tags = new long[cpus];
        Arrays.fill(tags, NONE);
    }

    /** A processor's tag. */
    public long tag(int cpu) {
        return tags[cpu];
    }

    /** Gives a processor a tag, or {@link #NONE}, as machine code has changed it. */
    public void setTag(int cpu, long tag) {
        open += (tag == NONE ? 0 : 1) - (tags[cpu] == NONE ? 0 : 1);
        tags[cpu] = tag;
    }

    /** Load-exclusive by a processor. */
    void mark(int cpu, long pa) {
        setTag(cpu, pa & -GRANULE);
    }

    /** Whether a store-exclusive by the processor to this address may pass. */
    boolean isMarked(int cpu, long pa) {
        return tag(cpu) == (pa & -GRANULE);
    }

    /** CLREX, and every store-exclusive. */
    public void clear(int cpu) {
        setTag(cpu, NONE);
    }

    /** A store by {@code writer} (-1 for a device or loader): every other processor's tag in the range goes. */
    void stored(int writer, long pa, long bytes) {
        if (open == 0) {
            return;
        }
        for (int cpu = 0; cpu < tags.length; cpu++) {
            boolean hit = tag(cpu) != NONE && tag(cpu) + GRANULE > pa && tag(cpu) < pa + bytes;
            if (cpu != writer && hit) {
                clear(cpu);
            }
        }
    }

    /** Whether a processor other than this has a tag in the page. */
    boolean isPageMarkedByOther(int cpu, long pa) {
        if (open == 0) {
            return false;
        }
        for (int other = 0; other < tags.length; other++) {
            if (other != cpu && tag(other) != NONE && (tag(other) ^ pa) >>> 12 == 0) {
                return true;
            }
        }
        return false;
    }
}
