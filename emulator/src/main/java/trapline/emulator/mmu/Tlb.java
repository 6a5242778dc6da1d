package trapline.emulator.mmu;

import java.util.Arrays;

/**
 * The modelled TLB of one processor: unified, set-associative, first in first out within a set, so that a hit changes
 * nothing. What it holds is part of the trace.
 *
 * <p>An entry of any size stands in the set that the address bits above its size select; a lookup probes once for each
 * size that is present, the smallest first.
 */
final class Tlb {
    private static final long EMPTY = 0;
    /** In the place of an entry that was never filled; nobody writes to it. */
    private static final Translation NEVER_FILLED = new Translation();
    /** In a tag's place for the ASID: the entry is good for every one. */
    private static final int ANY_ASID = 1 << 9;

    /** What a lookup compares, of each entry; {@link #EMPTY} where there is none. */
    private final long[] tags;

    private final Translation[] entries;
    /** Entry of the set that is replaced next, as an offset. */
    private final int[] next;

    private final int ways;
    private final int setMask;
    private final int[] countOfSize = new int[32];
    /** Bit n: there are entries of 2^n bytes. */
    private int sizesPresent;

    private boolean hasEvicted;

    Tlb(TlbConfig config) {
        ways = config.ways();
        setMask = config.entries() / ways - 1;
        next = new int[setMask + 1];
        tags = new long[config.entries()];
        entries = new Translation[config.entries()];
        Arrays.fill(entries, NEVER_FILLED);
    }

    /** Which entries an operation means; B4.2.2. */
    @FunctionalInterface
    interface Selection {
        boolean includes(Translation entry);
    }

    /** The entry for an address, if any. Its number is to be passed to {@link #entry}; -1 for none. */
    int find(TranslationContext context, int va) {
        long global = tag(context.regime, !context.stage1, context.vmid, ANY_ASID);
        long own = tag(context.regime, !context.stage1, context.vmid, context.asid);
        for (int sizes = sizesPresent; sizes != 0; sizes &= sizes - 1) {
            int size = Integer.numberOfTrailingZeros(sizes);
            long block = block(va, size);
            int first = (va >>> size & setMask) * ways;
            for (int i = first; i < first + ways; i++) {
                if (tags[i] == (block | own) || tags[i] == (block | global)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A tag's upper half: first page and size. */
    private static long block(int va, int sizeLog2) {
        return (long) (va >>> sizeLog2) << sizeLog2 + 32 | (long) sizeLog2 << 32;
    }

    /** A tag's lower half, never 0. */
    private static long tag(TranslationRegime regime, boolean stage1Off, int vmid, int asid) {
        return 1 | (stage1Off ? 1 << 1 : 0) | regime.ordinal() << 2 | (vmid & 0x1FF) << 4 | (asid & 0x3FF) << 13;
    }

    private static long tag(Translation entry) {
        int asid = entry.global ? ANY_ASID : entry.asid;
        return block(entry.va, entry.sizeLog2) | tag(entry.regime, entry.stage1Off, entry.vmid, asid);
    }

    Translation entry(int number) {
        return entries[number];
    }

    /**
     * Puts a translation in, and takes it over. The answer is another one for the caller to use instead: the entry that was put out if
     * {@link #hasEvicted}.
     */
    Translation insert(Translation translation) {
        int set = translation.va >>> translation.sizeLog2 & setMask;
        int slot = set * ways + freeWay(set);
        Translation replaced = entries[slot];
        hasEvicted = tags[slot] != EMPTY;
        if (hasEvicted) {
            remove(slot);
        }
        entries[slot] = translation;
        tags[slot] = tag(translation);
        countOfSize[translation.sizeLog2]++;
        sizesPresent |= 1 << translation.sizeLog2;
        return replaced == NEVER_FILLED ? new Translation() : replaced;
    }

    /** An empty way of the set, else the oldest. */
    private int freeWay(int set) {
        for (int way = 0; way < ways; way++) {
            if (tags[set * ways + way] == EMPTY) {
                return way;
            }
        }
        int way = next[set];
        next[set] = way + 1 == ways ? 0 : way + 1;
        return way;
    }

    private void remove(int slot) {
        tags[slot] = EMPTY;
        int size = entries[slot].sizeLog2;
        if (--countOfSize[size] == 0) {
            sizesPresent &= ~(1 << size);
        }
    }

    /** Whether the last {@link #insert} put an entry out. */
    boolean hasEvicted() {
        return hasEvicted;
    }

    /** Removes the selected entries, each of which {@code forget} is told of. The answer is how many they were. */
    int drop(Selection selection, LookAside forget) {
        return drop(0, tags.length, selection, forget);
    }

    /** The same for a selection that includes only entries which cover an address. */
    int dropCovering(int va, Selection selection, LookAside forget) {
        int dropped = 0;
        for (int sizes = sizesPresent; sizes != 0; sizes &= sizes - 1) {
            int first = (va >>> Integer.numberOfTrailingZeros(sizes) & setMask) * ways;
            dropped += drop(first, first + ways, selection, forget);
        }
        return dropped;
    }

    private int drop(int from, int to, Selection selection, LookAside forget) {
        int dropped = 0;
        boolean everything = false;
        for (int i = from; i < to; i++) {
            Translation entry = entries[i];
            if (tags[i] == EMPTY || !selection.includes(entry)) {
                continue;
            }
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
