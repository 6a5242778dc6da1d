package trapline.emulator.mmu;

import trapline.emulator.cpu.CpuState;
import trapline.recorder.event.EventBatch;

/**
 * Misses of one processor's TLB that machine code has served by {@link KnownWalks}, in their order. When it comes back, they become
 * events, and the TLB learns what its new entries stand for.
 */
public final class Refills {
    /** The most that fit. */
    public static final int MOST = EventBatch.MOST;
    /** Index in {@link LookAside#words} of how many there are. */
    public static final int COUNT = KnownWalks.END;
    /** Index of the first. */
    public static final int FIRST = COUNT + 1;
    /** Logarithm of the words of each. */
    public static final int WORDS_LOG2 = 2;

    // The words of each.

    /** What was left of the ticks, as machine code counts them. */
    public static final int REMAINING = 0;
    /**
     * In the lower half the micro-operation that loads, in the upper half the number of its block; for the fetch behind a block
     * {@link #FETCH} in the lower half.
     */
    public static final int PLACE = 1;
    /** In the lower half the number of the TLB's entry, in the upper half the virtual address. */
    public static final int ENTRY = 2;
    /** The tag of the entry that was put out, or {@link Tlb#EMPTY}. */
    public static final int EVICTED = 3;

    /** In place of a micro-operation. */
    public static final int FETCH = -1;

    private static final int END = FIRST + (MOST << WORDS_LOG2);

    static {
        if (END > CpuState.FIRST_OF_MEMORY + CpuState.MEMORY_WORDS) {
            throw new IllegalStateException("machine code would write behind a CPU's words, which must be " + END);
        }
    }

    /** Those of memory without a TLB: none. */
    public static final Refills NONE = new Refills(new long[1], 0, new Owner() {
        @Override
        public long walksVersion() {
            return -1;
        }

        @Override
        public void refilled(Refills refills, int n, long tick, int pc) {
            throw new IllegalStateException("no TLB");
        }

        @Override
        public void sendRefilled() {
            throw new IllegalStateException("no TLB");
        }
    });

    private final long[] words;
    private final int start;
    private final Owner owner;

    /** Those of a CPU, in its words. */
    Refills(long[] words, Owner owner) {
        this(words, COUNT, owner);
    }

    private Refills(long[] words, int start, Owner owner) {
        this.words = words;
        this.start = start;
        this.owner = owner;
    }

    /** Who has the TLB and the walks. */
    interface Owner {
        /** Another number whenever the known walks are none any more. */
        long walksVersion();

        /** One becomes an event, which had this tick and PC, and the TLB is told. */
        void refilled(Refills refills, int n, long tick, int pc);

        /** All have, and are sent. */
        void sendRefilled();
    }

    /** The {@link KnownWalks#VERSION} that is good now. */
    public long walksVersion() {
        return owner.walksVersion();
    }

    /** Makes an event of one, in their order; {@code tick} and {@code pc} are those of its instruction. */
    public void make(int n, long tick, int pc) {
        owner.refilled(this, n, tick, pc);
    }

    /** How many there are. */
    public int count() {
        return (int) words[start];
    }

    /** What was left of the ticks when one occurred. */
    public long remaining(int n) {
        return word(n, REMAINING);
    }

    /** Whether one is a fetch's. */
    public boolean isFetch(int n) {
        return uop(n) == FETCH;
    }

    /** The micro-operation of one. */
    public int uop(int n) {
        return (int) word(n, PLACE);
    }

    /** The number of the block of one. */
    public int block(int n) {
        return (int) (word(n, PLACE) >>> 32);
    }

    int entry(int n) {
        return (int) word(n, ENTRY);
    }

    /** The virtual address of one. */
    public int va(int n) {
        return (int) (word(n, ENTRY) >>> 32);
    }

    long evicted(int n) {
        return word(n, EVICTED);
    }

    private long word(int n, int word) {
        return words[start + 1 + (n << WORDS_LOG2) + word];
    }

    /** Sends the events of all, before anything else happens. */
    public void send() {
        words[start] = 0;
        owner.sendRefilled();
    }
}
