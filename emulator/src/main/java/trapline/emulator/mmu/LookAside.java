package trapline.emulator.mmu;

import java.util.Arrays;
import trapline.emulator.memory.HostWindow;

/**
 * The host's cache of one processor's translations: direct-mapped by page, separately for loads, stores and fetches. It
 * holds only what the modelled TLB holds (or what is not translated at all), so that finding something here never hides a
 * miss from the trace; and it may forget anything at any time, which the trace does not show either.
 *
 * <p>An entry for loads or stores is one number: in its upper half a tag, in its lower half what to add to an address for its place in
 * the machine's {@link HostWindow}. The tag is the page's address in bits 31:12 and the context's number in bits 11:2. Comparing it with
 * an address whose low bits are kept as far as alignment demands catches another page, another context and a misaligned address at once.
 */
public final class LookAside {
    /** The bits of an address that a tag is compared with, for bytes. */
    public static final int BYTE = 0xFFFF_F000;
    /** The same for halfwords, which must be aligned. */
    public static final int HALFWORD = BYTE | 0b1;
    /** The same for words. */
    public static final int WORD = BYTE | 0b11;

    /** Bits of an address within its page. */
    public static final int PAGE_SHIFT = 12;

    private static final int SIZE_LOG2 = 10;
    /** Entries of a table. */
    public static final int SIZE = 1 << SIZE_LOG2;

    private static final int CONTEXT_SHIFT = 2;
    /** Its tag has the last number of a context, which no context has. */
    private static final long EMPTY = -1;

    /** How many contexts can be told apart. Two numbers are left: that of {@link #EMPTY} and {@link #NO_CONTEXT}. */
    static final int CONTEXTS = (1 << PAGE_SHIFT - CONTEXT_SHIFT) - 2;
    /** In place of a context's part of a tag: nothing is ever found with it. */
    public static final int NO_CONTEXT = contextTag(CONTEXTS);

    /** For loads. */
    public final long[] reads = new long[SIZE];
    /** For stores. */
    public final long[] writes = new long[SIZE];
    /**
     * For fetches: tags at even indices, and physical addresses of pages behind each; first for PL0, then for the others, because a page
     * may well hold a program and the handlers of its exceptions. Behind them the fetch register, which is part of the model: the page from
     * which instructions come.
     */
    public final long[] fetches = new long[FETCH_PAGE + 1];

    /** Index in {@link #fetches} of the fetch register's virtual address. */
    public static final int FETCH_VA = 4 * SIZE;
    /** Index of the key of its context. */
    public static final int FETCH_KEY = FETCH_VA + 1;
    /** Index of its physical address. */
    public static final int FETCH_PAGE = FETCH_VA + 2;
    /** The virtual address of no page. */
    public static final int NO_PAGE = 1;

    /** An empty one. */
    public LookAside() {
        clear();
        emptyFetchRegister();
    }

    /** A context's part of a tag. */
    static int contextTag(int context) {
        return context << CONTEXT_SHIFT;
    }

    /** The entry for an address, if it is there. Written so that HotSpot sees that the index is within the table. */
    public static long entry(long[] table, int va) {
        return table[va >>> PAGE_SHIFT & table.length - 1];
    }

    /** An entry's tag. */
    public static int tag(long entry) {
        return (int) (entry >>> 32);
    }

    /** The place in the window that an entry gives an address. */
    public static int place(long entry, int va) {
        return va + (int) entry;
    }

    void putRead(int contextTag, int va, long host) {
        reads[index(va)] = entry(contextTag, va, host);
    }

    void putWrite(int contextTag, int va, long host) {
        writes[index(va)] = entry(contextTag, va, host);
    }

    private static long entry(int contextTag, int va, long host) {
        return (long) (va & BYTE | contextTag) << 32 | Integer.toUnsignedLong((int) host - va);
    }

    void putFetch(int contextTag, int va, boolean privileged, long page) {
        int at = fetchIndex(va, privileged);
        fetches[at] = va & BYTE | contextTag;
        fetches[at + 1] = page;
    }

    /** Physical address of the page to fetch from; -1 when it is not here. */
    long fetch(int contextTag, int va, boolean privileged) {
        int at = fetchIndex(va, privileged);
        return fetches[at] == (va & BYTE | contextTag) ? fetches[at + 1] : -1;
    }

    private static int index(int va) {
        return va >>> PAGE_SHIFT & SIZE - 1;
    }

    /** Index in {@link #fetches} of the entry for an address. */
    public static int fetchIndex(int va, boolean privileged) {
        return firstFetch(privileged) + 2 * index(va);
    }

    /** Index of the first entry of a privilege. */
    public static int firstFetch(boolean privileged) {
        return privileged ? 2 * SIZE : 0;
    }

    /** Whether the fetch register holds an address's page. */
    boolean isFetching(int va, long key) {
        return (va & BYTE) == (int) fetches[FETCH_VA] && key == fetches[FETCH_KEY];
    }

    void setFetchRegister(int va, long key, long page) {
        fetches[FETCH_VA] = va & BYTE;
        fetches[FETCH_KEY] = key;
        fetches[FETCH_PAGE] = page;
    }

    void emptyFetchRegister() {
        fetches[FETCH_VA] = NO_PAGE;
    }

    void clear() {
        Arrays.fill(reads, EMPTY);
        Arrays.fill(writes, EMPTY);
        Arrays.fill(fetches, 0, FETCH_VA, EMPTY);
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
            drop(va + (i << PAGE_SHIFT));
        }
    }

    private void drop(int va) {
        int slot = index(va);
        if (isOfPage(tag(reads[slot]), va)) {
            reads[slot] = EMPTY;
        }
        if (isOfPage(tag(writes[slot]), va)) {
            writes[slot] = EMPTY;
        }
        for (int at = 2 * slot; at < FETCH_VA; at += 2 * SIZE) {
            if (isOfPage((int) fetches[at], va)) {
                fetches[at] = EMPTY;
            }
        }
    }

    private static boolean isOfPage(int tag, int va) {
        return ((tag ^ va) & BYTE) == 0;
    }

    /** Forgets that stores may go to the page at this host address. */
    void dropWritable(long hostPage) {
        for (int i = 0; i < writes.length; i++) {
            if (place(writes[i], tag(writes[i]) & BYTE) == (int) hostPage) {
                writes[i] = EMPTY;
            }
        }
    }
}
