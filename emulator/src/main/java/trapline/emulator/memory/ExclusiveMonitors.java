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
    private static final long NONE = -1;
    private static final long GRANULE = 64;

    private final long[] tagged;
    private int open;

    ExclusiveMonitors(int cpus) {
        tagged = new long[cpus];
        Arrays.fill(tagged, NONE);
    }

    /** Load-exclusive by a processor. */
    void mark(int cpu, long pa) {
        open += tagged[cpu] == NONE ? 1 : 0;
        tagged[cpu] = pa & -GRANULE;
    }

    /** Whether a store-exclusive by the processor to this address may pass. */
    boolean isMarked(int cpu, long pa) {
        return tagged[cpu] == (pa & -GRANULE);
    }

    /** CLREX, and every store-exclusive. */
    public void clear(int cpu) {
        open -= tagged[cpu] == NONE ? 0 : 1;
        tagged[cpu] = NONE;
    }

    /** A store by {@code writer} (-1 for a device or loader): every other processor's tag in the range goes. */
    void stored(int writer, long pa, long bytes) {
        if (open == 0) {
            return;
        }
        for (int cpu = 0; cpu < tagged.length; cpu++) {
            boolean hit = tagged[cpu] != NONE && tagged[cpu] + GRANULE > pa && tagged[cpu] < pa + bytes;
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
        for (int other = 0; other < tagged.length; other++) {
            if (other != cpu && tagged[other] != NONE && (tagged[other] ^ pa) >>> 12 == 0) {
                return true;
            }
        }
        return false;
    }
}
