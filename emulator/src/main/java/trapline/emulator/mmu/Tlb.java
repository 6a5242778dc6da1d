package trapline.emulator.mmu;

/**
 * The modelled TLB of one processor: unified, set-associative, first in first out within a set, so that a hit changes
 * nothing. What it holds is part of the trace.
 *
 * <p>An entry of any size stands in the set that the address bits above its size select; a lookup probes once for each
 * size that is present.
 */
final class Tlb {
    /** Logarithms of the sizes that descriptors map: page, large page, section, block, supersection, block. */
    private static final int[] SIZES = {12, 16, 20, 21, 24, 30};

    private final Translation[] entries;
    private final boolean[] valid;
    /** Entry of the set that is replaced next, as an offset. */
    private final int[] next;

    private final int ways;
    private final int setMask;
    private final int[] countOfSize = new int[32];

    /** The entry that {@link #insert} put out; meaningful while {@link #hasEvicted}. */
    private final Translation evicted = new Translation();

    private boolean hasEvicted;

    Tlb(TlbConfig config) {
        ways = config.ways();
        setMask = config.entries() / ways - 1;
        next = new int[setMask + 1];
        valid = new boolean[config.entries()];
        entries = new Translation[config.entries()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Translation();
        }
    }

    /** Which entries an operation means; B4.2.2. */
    @FunctionalInterface
    interface Selection {
        boolean includes(Translation entry);
    }

    /** The entry for an address, if any. Its number is to be passed to {@link #entry}; -1 for none. */
    int find(TranslationContext context, int va) {
        for (int size : SIZES) {
            if (countOfSize[size] == 0) {
                continue;
            }
            int first = (va >>> size & setMask) * ways;
            for (int i = first; i < first + ways; i++) {
                if (valid[i] && entries[i].sizeLog2 == size && matches(entries[i], context, va)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static boolean matches(Translation entry, TranslationContext context, int va) {
        return entry.covers(va)
                && entry.regime == context.regime
                && entry.stage1Off != context.stage1
                && entry.vmid == context.vmid
                && (entry.global || entry.asid == context.asid);
    }

    Translation entry(int number) {
        return entries[number];
    }

    /** Puts a copy of a translation in. */
    void insert(Translation translation) {
        int set = translation.va >>> translation.sizeLog2 & setMask;
        int slot = set * ways + freeWay(set);
        hasEvicted = valid[slot];
        if (hasEvicted) {
            evicted.copyFrom(entries[slot]);
            remove(slot);
        }
        entries[slot].copyFrom(translation);
        valid[slot] = true;
        countOfSize[translation.sizeLog2]++;
    }

    /** An empty way of the set, else the oldest. */
    private int freeWay(int set) {
        for (int way = 0; way < ways; way++) {
            if (!valid[set * ways + way]) {
                return way;
            }
        }
        int way = next[set];
        next[set] = way + 1 == ways ? 0 : way + 1;
        return way;
    }

    private void remove(int slot) {
        valid[slot] = false;
        countOfSize[entries[slot].sizeLog2]--;
    }

    /** Whether the last {@link #insert} put an entry out. */
    boolean hasEvicted() {
        return hasEvicted;
    }

    /** The entry it put out. */
    Translation evicted() {
        return evicted;
    }

    /** Removes the selected entries. The answer is how many they were. */
    int drop(Selection selection) {
        int dropped = 0;
        for (int i = 0; i < entries.length; i++) {
            if (valid[i] && selection.includes(entries[i])) {
                remove(i);
                dropped++;
            }
        }
        return dropped;
    }
}
