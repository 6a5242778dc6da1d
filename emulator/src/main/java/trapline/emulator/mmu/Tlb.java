package trapline.emulator.mmu;

import java.util.Arrays;

/**
 * The modelled TLB of one processor: unified, set-associative, first in first out within a set, so that a hit changes
 * nothing. What it holds is part of the trace.
 *
 * <p>An entry of any size stands in the set that the address bits above its size select; a lookup probes once for each
 * size that is present, the smallest first.
 */
public final class Tlb {
    /** In place of a tag: there is no entry. */
    public static final long EMPTY = 0;
    /** In the place of an entry that was never filled; nobody writes to it. */
    private static final Translation NEVER_FILLED = new Translation();
    /** In a tag's place for the ASID: the entry is good for every one. */
    private static final int ANY_ASID = 1 << 9;

    /** Index in {@link #words} of what a lookup compares, of each entry; {@link #EMPTY} where there is none. */
    public static final int TAGS = LookAside.END;
    /** Index of which entry of each set is replaced next, in the geometry of {@link TlbConfig#CORTEX_A15}. */
    public static final int NEXT = TAGS + TlbConfig.CORTEX_A15.entries();
    /** Index of the sizes that are present, bit n for 2^n bytes, in that geometry. */
    public static final int SIZES = NEXT + TlbConfig.CORTEX_A15.sets();
    /** Index of the lower halves of tags that are good in the present context: that of its ASID, and above it that of global entries. */
    public static final int CONTEXT = SIZES + 1;

    static final int END = CONTEXT + 1;

    private final long[] words;
    private final Translation[] entries;
    /** What entries stand for that machine code has filled, of which there is no copy yet; else {@link #NEVER_FILLED}. */
    private final Translation[] filled;

    private final int ways;
    private final int setMask;
    private final int tags;
    private final int next;
    private final int sizes;
    private final int[] countOfSize = new int[32];

    private boolean hasEvicted;

    /** One that lies in a CPU's words if it has the geometry that has a place there. */
    Tlb(TlbConfig config, long[] words) {
        ways = config.ways();
        setMask = config.sets() - 1;
        boolean placed = config.hasGeometryOf(TlbConfig.CORTEX_A15);
        tags = placed ? TAGS : 0;
        next = tags + config.entries();
        sizes = next + config.sets();
        this.words = placed ? words : new long[sizes + 1];
        entries = new Translation[config.entries()];
        Arrays.fill(entries, NEVER_FILLED);
        filled = entries.clone();
    }

    /** Which entries an operation means; B4.2.2. */
    @FunctionalInterface
    interface Selection {
        boolean includes(Translation entry);
    }

    // What a tag says.

    /** The virtual address of its first page. */
    static int vaOf(long tag) {
        return (int) (tag >>> 32) & LookAside.BYTE;
    }

    /** Logarithm of its size. */
    static int sizeLog2Of(long tag) {
        return (int) (tag >>> 32) & ~LookAside.BYTE;
    }

    /** -1 for none. */
    static int vmidOf(long tag) {
        return (int) tag << 19 >> 23;
    }

    /** -1 for every one, or none. */
    static int asidOf(long tag) {
        int asid = (int) tag << 9 >> 22;
        return (asid & ANY_ASID) != 0 ? -1 : asid;
    }

    /** The entry for an address, if any. Its number is to be passed to {@link #entry}; -1 for none. */
    int find(TranslationContext context, int va) {
        long global = globalTag(context);
        long own = ownTag(context);
        for (int left = (int) words[sizes]; left != 0; left &= left - 1) {
            int size = Integer.numberOfTrailingZeros(left);
            long block = block(va, size);
            int first = (va >>> size & setMask) * ways;
            for (int i = first; i < first + ways; i++) {
                long tag = words[tags + i];
                if (tag == (block | own) || tag == (block | global)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** What is kept at {@link #CONTEXT}. */
    static long contextTags(TranslationContext context) {
        return (long) globalTag(context) << 32 | ownTag(context);
    }

    private static int ownTag(TranslationContext context) {
        return tag(context.regime, !context.stage1, context.vmid, context.asid);
    }

    private static int globalTag(TranslationContext context) {
        return tag(context.regime, !context.stage1, context.vmid, ANY_ASID);
    }

    /** A tag's upper half: first page and size. */
    private static long block(int va, int sizeLog2) {
        return (long) (va >>> sizeLog2) << sizeLog2 + 32 | (long) sizeLog2 << 32;
    }

    /** A tag's lower half, never 0. */
    private static int tag(TranslationRegime regime, boolean stage1Off, int vmid, int asid) {
        return 1 | (stage1Off ? 1 << 1 : 0) | regime.ordinal() << 2 | (vmid & 0x1FF) << 4 | (asid & 0x3FF) << 13;
    }

    static long tag(Translation entry) {
        int asid = entry.global ? ANY_ASID : entry.asid;
        return block(entry.va, entry.sizeLog2) | tag(entry.regime, entry.stage1Off, entry.vmid, asid);
    }

    Translation entry(int number) {
        Translation known = filled[number];
        if (known != NEVER_FILLED) {
            filled[number] = NEVER_FILLED;
            if (entries[number] == NEVER_FILLED) {
                entries[number] = new Translation();
            }
            entries[number].copyFrom(known);
        }
        return entries[number];
    }

    /** What is known of a small page will be something else: entries that machine code has filled with it are copied. */
    void detach(Translation known) {
        int first = (known.va >>> known.sizeLog2 & setMask) * ways;
        for (int i = first; i < first + ways; i++) {
            if (filled[i] == known) {
                entry(i);
            }
        }
    }

    /**
     * Puts a translation in, and takes it over. The answer is another one for the caller to use instead: the entry that was put out if
     * {@link #hasEvicted}.
     */
    Translation insert(Translation translation) {
        int set = translation.va >>> translation.sizeLog2 & setMask;
        int slot = set * ways + freeWay(set);
        Translation replaced = entry(slot);
        hasEvicted = words[tags + slot] != EMPTY;
        if (hasEvicted) {
            remove(slot);
        }
        entries[slot] = translation;
        words[tags + slot] = tag(translation);
        countOfSize[translation.sizeLog2]++;
        words[sizes] |= 1L << translation.sizeLog2;
        return replaced == NEVER_FILLED ? new Translation() : replaced;
    }

    /** Machine code has put a tag in, and maybe another one out. What it stands for is good until {@link #detach}. */
    void inserted(int slot, boolean evicts, Translation translation) {
        filled[slot] = translation;
        if (!evicts) {
            countOfSize[translation.sizeLog2]++;
        }
    }

    /** An empty way of the set, else the oldest. */
    private int freeWay(int set) {
        for (int way = 0; way < ways; way++) {
            if (words[tags + set * ways + way] == EMPTY) {
                return way;
            }
        }
        int way = (int) words[next + set];
        words[next + set] = way + 1 == ways ? 0 : way + 1;
        return way;
    }

    private void remove(int slot) {
        int size = sizeLog2Of(words[tags + slot]);
        words[tags + slot] = EMPTY;
        if (--countOfSize[size] == 0) {
            words[sizes] &= ~(1L << size);
        }
    }

    /** Whether the last {@link #insert} put an entry out. */
    boolean hasEvicted() {
        return hasEvicted;
    }

    /** Removes the selected entries, each of which {@code forget} is told of. The answer is how many they were. */
    int drop(Selection selection, LookAside forget) {
        return drop(0, entries.length, selection, forget);
    }

    /** The same for a selection that includes only entries which cover an address. */
    int dropCovering(int va, Selection selection, LookAside forget) {
        int dropped = 0;
        for (int left = (int) words[sizes]; left != 0; left &= left - 1) {
            int first = (va >>> Integer.numberOfTrailingZeros(left) & setMask) * ways;
            dropped += drop(first, first + ways, selection, forget);
        }
        return dropped;
    }

    private int drop(int from, int to, Selection selection, LookAside forget) {
        int dropped = 0;
        boolean everything = false;
        for (int i = from; i < to; i++) {
            if (words[tags + i] == EMPTY || !selection.includes(entry(i))) {
                continue;
            }
            Translation entry = entries[i];
            remove(i);
            dropped++;
            if (LookAside.isCoveredBy(entry.sizeLog2)) {
                everything = true;
            } else {
                forget.drop(entry.va, entry.sizeLog2);
            }
        }
        if (everything) {
            forget.clear();
        }
        return dropped;
    }
}
