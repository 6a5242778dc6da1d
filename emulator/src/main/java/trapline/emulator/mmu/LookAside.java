package trapline.emulator.mmu;

import java.util.Arrays;

/**
 * The host's cache of one processor's translations: direct-mapped by page, separately for loads, stores and fetches. It
 * holds only what the modelled TLB holds (or what is not translated at all), so that finding something here never hides a
 * miss from the trace; and it may forget anything at any time, which the trace does not show either.
 *
 * <p>An entry is two numbers: a tag, and what to add to the address. The tag is the context's number in bits 63:32 and the page's
 * address in bits 31:12. Comparing it with an address whose low bits are kept as far as alignment demands catches another page, another
 * context and a misaligned address at once.
 */
public final class LookAside {
    /** The bits of an address that a tag is compared with, for bytes. */
    public static final long BYTE = 0xFFFF_F000L;
    /** The same for halfwords, which must be aligned. */
    public static final long HALFWORD = BYTE | 0b1;
    /** The same for words. */
    public static final long WORD = BYTE | 0b11;
    /** Makes an address a {@code long}. */
    public static final long UNSIGNED = 0xFFFF_FFFFL;

    static final int PAGE_SHIFT = 12;
    private static final int SIZE_LOG2 = 9;
    private static final int SIZE = 1 << SIZE_LOG2;
    private static final int INDEX_MASK = 2 * SIZE - 2;
    private static final long EMPTY = -1;

    /** For loads: tags at even indices, host address minus virtual address behind each. */
    public final long[] reads = new long[2 * SIZE];
    /** For stores, likewise. */
    public final long[] writes = new long[2 * SIZE];
    /**
     * For fetches: tags, and physical addresses of pages behind each; first for PL0, then for the others, because a page may well hold
     * a program and the handlers of its exceptions.
     */
    final long[] fetches = new long[4 * SIZE];

    /** An empty one. */
    public LookAside() {
        clear();
    }

    /** Where the tag for an address is. */
    public static int index(int va) {
        return va >>> PAGE_SHIFT - 1 & INDEX_MASK;
    }

    void putRead(long contextTag, int va, long host) {
        put(reads, index(va), contextTag | va & BYTE, host - (va & UNSIGNED));
    }

    void putWrite(long contextTag, int va, long host) {
        put(writes, index(va), contextTag | va & BYTE, host - (va & UNSIGNED));
    }

    void putFetch(long contextTag, int va, boolean privileged, long page) {
        put(fetches, fetchIndex(va, privileged), contextTag | va & BYTE, page);
    }

    /** Where the tag for a fetch is. */
    static int fetchIndex(int va, boolean privileged) {
        return privileged ? index(va) + 2 * SIZE : index(va);
    }

    private static void put(long[] table, int at, long tag, long value) {
        table[at] = tag;
        table[at + 1] = value;
    }

    void clear() {
        Arrays.fill(reads, EMPTY);
        Arrays.fill(writes, EMPTY);
        Arrays.fill(fetches, EMPTY);
    }

    /** Whether a block of addresses has a part in every place, so that forgetting it is forgetting everything. */
    static boolean isCoveredBy(int sizeLog2) {
        return sizeLog2 >= PAGE_SHIFT + SIZE_LOG2;
    }

    /** Forgets a range of virtual addresses in every context. */
    void drop(int va, int sizeLog2) {
        if (isCoveredBy(sizeLog2)) {
            clear();
            return;
        }
        int pages = 1 << sizeLog2 - PAGE_SHIFT;
        for (int i = 0; i < pages; i++) {
            int slot = index(va + (i << PAGE_SHIFT));
            reads[slot] = EMPTY;
            writes[slot] = EMPTY;
            fetches[slot] = EMPTY;
            fetches[slot + 2 * SIZE] = EMPTY;
        }
    }

    /** Forgets that stores may go to the page at this host address. */
    void dropWritable(long hostPage) {
        for (int i = 0; i < writes.length; i += 2) {
            if (writes[i] != EMPTY && writes[i + 1] + (writes[i] & BYTE) == hostPage) {
                writes[i] = EMPTY;
            }
        }
    }
}
