package trapline.emulator.mmu;

import java.util.Arrays;

/**
 * The host's cache of one processor's translations: direct-mapped by page, separately for loads, stores and fetches. It
 * holds only what the modelled TLB holds (or what is not translated at all), so that finding something here never hides a
 * miss from the trace; and it may forget anything at any time, which the trace does not show either.
 *
 * <p>A tag is the context's number in bits 63:32 and the page's address in bits 31:12. Comparing it with an address whose
 * low bits are kept as far as alignment demands catches another page, another context and a misaligned address at once.
 */
final class LookAside {
    static final int SIZE = 512;
    static final int INDEX_MASK = SIZE - 1;
    static final int PAGE_SHIFT = 12;
    static final long PAGE_MASK = 0xFFFF_F000L;
    static final long UNSIGNED = 0xFFFF_FFFFL;
    private static final long EMPTY = -1;

    final long[] readTags = new long[SIZE];
    /** Host address minus virtual address. */
    final long[] readHosts = new long[SIZE];

    final long[] writeTags = new long[SIZE];
    final long[] writeHosts = new long[SIZE];
    final long[] fetchTags = new long[SIZE];
    /** Physical addresses of pages. */
    final long[] fetchPages = new long[SIZE];

    LookAside() {
        clear();
    }

    static int index(int va) {
        return va >>> PAGE_SHIFT & INDEX_MASK;
    }

    void putRead(long contextTag, int va, long host) {
        readTags[index(va)] = contextTag | va & PAGE_MASK;
        readHosts[index(va)] = host - (va & UNSIGNED);
    }

    void putWrite(long contextTag, int va, long host) {
        writeTags[index(va)] = contextTag | va & PAGE_MASK;
        writeHosts[index(va)] = host - (va & UNSIGNED);
    }

    void putFetch(long contextTag, int va, long page) {
        fetchTags[index(va)] = contextTag | va & PAGE_MASK;
        fetchPages[index(va)] = page;
    }

    void clear() {
        Arrays.fill(readTags, EMPTY);
        Arrays.fill(writeTags, EMPTY);
        Arrays.fill(fetchTags, EMPTY);
    }

    /** Forgets a range of virtual addresses in every context. */
    void drop(int va, int sizeLog2) {
        if (sizeLog2 >= PAGE_SHIFT + 9) {
            clear();
            return;
        }
        int pages = 1 << sizeLog2 - PAGE_SHIFT;
        for (int i = 0; i < pages; i++) {
            int slot = index(va + (i << PAGE_SHIFT));
            readTags[slot] = EMPTY;
            writeTags[slot] = EMPTY;
            fetchTags[slot] = EMPTY;
        }
    }

    /** Forgets that stores may go to the page at this host address. */
    void dropWritable(long hostPage) {
        for (int i = 0; i < SIZE; i++) {
            if (writeTags[i] != EMPTY && writeHosts[i] + (writeTags[i] & PAGE_MASK) == hostPage) {
                writeTags[i] = EMPTY;
            }
        }
    }
}
