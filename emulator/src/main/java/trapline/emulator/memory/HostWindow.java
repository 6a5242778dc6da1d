package trapline.emulator.memory;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Four GiB of {@link HostMemory} for one machine: its RAM and flash. That a place in a window is an {@code int}, and the window itself a
 * small number, is what makes an access to guest memory cheap: HotSpot sees that it can be nowhere else.
 */
public final class HostWindow implements AutoCloseable {
    /** Allocations begin at multiples of this, so that huge pages fit. */
    private static final long ALIGNMENT = 2L << 20;

    /** What is left for RAM beside flash. */
    private static final long MOST = HostMemory.WINDOW - (256L << 20);

    private static final Cleaner CLEANER = Cleaner.create();
    private static final BitSet TAKEN = new BitSet();

    private final Space space;
    private final Cleaner.Cleanable closing;
    /** What can be made zeros again. */
    private final List<SparseMemory> memories = new ArrayList<>();
    /** As far as that reaches from the start without a gap. */
    private long clearable = ALIGNMENT;
    /** As far as there are zeros from an earlier use. */
    private long kept = ALIGNMENT;

    /** What has been given out of a window, and is given back when nobody uses it any more. */
    private static final class Space implements Runnable {
        final int number;
        /** The first bytes are never given out: 0 is no host address. */
        long used = ALIGNMENT;
        /** How far it was used at any time. */
        long most = ALIGNMENT;

        Space(int number) {
            this.number = number;
        }

        @Override
        public void run() {
            HostPages.withdraw(HostMemory.part(HostMemory.address(number, 0), most));
            synchronized (TAKEN) {
                TAKEN.clear(number);
            }
        }
    }

    private HostWindow(int number) {
        space = new Space(number);
        closing = CLEANER.register(this, space);
    }

    /**
     * An empty window.
     *
     * @throws HostMemoryException when the host refuses it, or too many machines have one at this moment
     */
    public static HostWindow open() {
        requireMemory();
        synchronized (TAKEN) {
            int free = TAKEN.nextClearBit(0);
            if (free == HostMemory.WINDOWS) {
                throw new HostMemoryException("more than " + HostMemory.WINDOWS + " machines at one time");
            }
            TAKEN.set(free);
            return new HostWindow(free);
        }
    }

    /** Which window it is; see {@link HostMemory#address}. */
    public int number() {
        return space.number;
    }

    /** The first window makes {@link HostMemory} reserve the addresses of all. */
    private static void requireMemory() {
        try {
            HostMemory.part(0, 0);
        } catch (ExceptionInInitializerError e) {
            if (e.getCause() instanceof HostMemoryException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /**
     * Host address of that many zeros.
     *
     * @throws HostMemoryException when the window has no room for them
     */
    long allocate(long size) {
        return allocate(size, false);
    }

    /** The same for what can make zeros of it again. */
    long allocate(long size, SparseMemory memory) {
        boolean gapless = clearable == space.used;
        long address = allocate(size);
        memories.add(memory);
        clearable = gapless ? space.used : clearable;
        return address;
    }

    /** The same for instructions of the host. */
    long allocateCode(long size) {
        return allocate(size, true);
    }

    private long allocate(long size, boolean code) {
        long start = space.used;
        long end = start + (size + ALIGNMENT - 1 & -ALIGNMENT);
        if (end > HostMemory.WINDOW) {
            throw new HostMemoryException("the machine is to have more than %d MiB of RAM for its VMs; that is the most"
                    .formatted(MOST >> 20));
        }
        long address = HostMemory.address(number(), (int) start);
        if (code || end > kept) {
            HostPages.provide(HostMemory.part(address, end - start), code);
        }
        space.used = end;
        space.most = Math.max(space.most, end);
        return address;
    }

    /**
     * Empties it for another machine. That is quicker than opening another, because the host need not provide the same pages once more.
     * The machine that had it may not run any more.
     */
    public void reuse() {
        memories.forEach(SparseMemory::clear);
        memories.clear();
        if (space.most > clearable) {
            HostPages.withdraw(HostMemory.part(HostMemory.address(number(), (int) clearable), space.most - clearable));
        }
        kept = clearable;
        clearable = ALIGNMENT;
        space.used = ALIGNMENT;
        space.most = kept;
    }

    /** Gives everything back to the host. No access may follow. */
    @Override
    public void close() {
        closing.clean();
    }
}
