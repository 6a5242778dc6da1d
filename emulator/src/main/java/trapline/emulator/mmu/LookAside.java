package trapline.emulator.mmu;

import java.util.Arrays;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.memory.HostWindow;

/**
 * The host's cache of one processor's translations: direct-mapped by page, separately for loads, stores and fetches. It
 * holds only what the modelled TLB holds (or what is not translated at all), so that finding something here never hides a
 * miss from the trace; and it may forget anything at any time, which the trace does not show either.
 *
 * <p>An entry for loads or stores is one number: in its upper half a tag, in its lower half what to add to an address for its place in
 * the machine's {@link HostWindow}. The tag is the page's address in bits 31:12 and the context's number in bits 11:3. Comparing it with
 * an address whose low bits are kept as far as alignment demands catches another page, another context and a misaligned address at once.
 */
public final class LookAside {
    /** The bits of an address that a tag is compared with, for bytes. */
    public static final int BYTE = 0xFFFF_F000;
    /** The same for halfwords, which must be aligned. */
    public static final int HALFWORD = BYTE | 0b1;
    /** The same for words. */
    public static final int WORD = BYTE | 0b11;
    /** The same for doublewords. */
    public static final int DOUBLEWORD = BYTE | 0b111;

    /** Bits of an address within its page. */
    public static final int PAGE_SHIFT = 12;

    private static final int SIZE_LOG2 = 10;
    /** Entries of a table. */
    public static final int SIZE = 1 << SIZE_LOG2;

    private static final int CONTEXT_SHIFT = 3;
    /** An entry, or the tag of one for fetches, with which nothing is found: it has the last number of a context, which no context has. */
    public static final long EMPTY = -1;

    /** How many contexts can be told apart. Two numbers are left: that of {@link #EMPTY} and {@link #NO_CONTEXT}. */
    static final int CONTEXTS = (1 << PAGE_SHIFT - CONTEXT_SHIFT) - 2;
    /** In place of a context's part of a tag: nothing is ever found with it. */
    public static final int NO_CONTEXT = contextTag(CONTEXTS);

    /** Index in {@link #words} of the entries for loads. */
    public static final int READS = CpuState.FIRST_OF_MEMORY;
    /** Index of those for stores. */
    public static final int WRITES = READS + SIZE;
    /**
     * Index of those for fetches: a tag, and behind it the physical address of the page; first for PL0, then for the others, because a page
     * may well hold a program and the handlers of its exceptions.
     */
    public static final int FETCHES = WRITES + SIZE;

    private static final int FETCHES_OF_A_LEVEL = 2 * SIZE;

    /**
     * Index of the fetch register's virtual address. That register is part of the model: the page from which instructions come.
     */
    public static final int FETCH_VA = FETCHES + 2 * FETCHES_OF_A_LEVEL;
    /** Index of the key of its context. */
    public static final int FETCH_KEY = FETCH_VA + 1;
    /** Index of its physical address. */
    public static final int FETCH_PAGE = FETCH_VA + 2;

    /** Index behind all of it. */
    static final int END = FETCH_PAGE + 1;
    /** The virtual address of no page. */
    public static final int NO_PAGE = 1;

    /** All of it. */
    public final long[] words;

    private long clears;

    /** An empty one, of nobody. */
    public LookAside() {
        this(new long[END]);
    }

    private LookAside(long[] words) {
        this.words = words;
        clear();
        emptyFetchRegister();
    }

    /** An empty one that is part of a CPU's state. */
    static LookAside of(CpuState cpu) {
        return new LookAside(cpu.words);
    }

    /** A context's part of a tag. */
    static int contextTag(int context) {
        return context << CONTEXT_SHIFT;
    }

    /** The entry for loads from an address, if it is there. */
    public static long read(long[] words, int va) {
        return words[READS + index(va)];
    }

    /** The same for stores. */
    public static long write(long[] words, int va) {
        return words[WRITES + index(va)];
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
        words[READS + index(va)] = entry(contextTag, va, host);
    }

    void putWrite(int contextTag, int va, long host) {
        words[WRITES + index(va)] = entry(contextTag, va, host);
    }

    private static long entry(int contextTag, int va, long host) {
        return (long) (va & BYTE | contextTag) << 32 | Integer.toUnsignedLong((int) host - va);
    }

    void putFetch(int contextTag, int va, boolean privileged, long page) {
        int at = fetchIndex(va, privileged);
        words[at] = va & BYTE | contextTag;
        words[at + 1] = page;
    }

    /** Physical address of the page to fetch from; -1 when it is not here. */
    long fetch(int contextTag, int va, boolean privileged) {
        int at = fetchIndex(va, privileged);
        return words[at] == (va & BYTE | contextTag) ? words[at + 1] : -1;
    }

    /** Which of a table's entries is that of an address. */
    static int index(int va) {
        return va >>> PAGE_SHIFT & SIZE - 1;
    }

    /** Index of the entry for fetches from an address. */
    public static int fetchIndex(int va, boolean privileged) {
        return firstFetch(privileged) + 2 * index(va);
    }

    /** Index of the first entry of a privilege. */
    public static int firstFetch(boolean privileged) {
        return FETCHES + (privileged ? FETCHES_OF_A_LEVEL : 0);
    }

    /** Whether the fetch register holds an address's page. */
    boolean isFetching(int va, long key) {
        return (va & BYTE) == (int) words[FETCH_VA] && key == words[FETCH_KEY];
    }

    void setFetchRegister(int va, long key, long page) {
        words[FETCH_VA] = va & BYTE;
        words[FETCH_KEY] = key;
        words[FETCH_PAGE] = page;
    }

    void emptyFetchRegister() {
        words[FETCH_VA] = NO_PAGE;
    }

    void clear() {
        Arrays.fill(words, READS, FETCH_VA, EMPTY);
        clears++;
    }

    /** How often it has forgotten everything. */
    long clears() {
        return clears;
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
        dropAt(READS + index(va), va);
        dropAt(WRITES + index(va), va);
        dropAt(fetchIndex(va, false), va);
        dropAt(fetchIndex(va, true), va);
    }

    /** Of fetches, the tag is all there is at its index. */
    private void dropAt(int at, int va) {
        int tag = at < FETCHES ? tag(words[at]) : (int) words[at];
        if (isOfPage(tag, va)) {
            words[at] = EMPTY;
        }
    }

    private static boolean isOfPage(int tag, int va) {
        return ((tag ^ va) & BYTE) == 0;
    }

    /** Forgets that stores may go to the page at this host address. */
    void dropWritable(long hostPage) {
        for (int i = WRITES; i < WRITES + SIZE; i++) {
            if (isAt(words[i], hostPage)) {
                words[i] = EMPTY;
            }
        }
    }

    /** Whether an entry leads to the page at this host address. */
    static boolean isAt(long entry, long hostPage) {
        return place(entry, tag(entry) & BYTE) == (int) hostPage;
    }
}
