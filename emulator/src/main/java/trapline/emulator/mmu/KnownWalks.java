package trapline.emulator.mmu;

import trapline.emulator.memory.HostMemory;
import trapline.emulator.memory.PhysicalMemory;

/**
 * Walks of one processor for small pages by short descriptors: by page, where the two descriptors lie, what they were, and what came of
 * it. As long as they and the registers that have a part in it are the same, so is the outcome, and machine code need not leave for the
 * walk: it reads the descriptors, makes the entry of the {@link Tlb}, and notes it in {@link Refills}. For loads and fetches only; but
 * where stores have succeeded too, they find the page behind a load.
 */
public final class KnownWalks {
    /** Logarithm of the words of a walk. */
    public static final int WORDS_LOG2 = 3;
    /** Index in {@link LookAside#words} of the walk for the first page. */
    public static final int WALKS = Tlb.END;

    // The words of a walk.

    /** The {@link Refills#walksVersion} in which it is known. */
    public static final int VERSION = 0;
    /** The descriptor of the first level: in the lower half its place in the window, in the upper half its bytes. */
    public static final int FIRST = 1;
    /** That of the second level. */
    public static final int SECOND = 2;
    /** The tag of the TLB's entry. */
    public static final int TLB_TAG = 3;
    /** The look-aside's entry for loads; {@link LookAside#EMPTY} if they are not known to succeed. */
    public static final int READ = 4;
    /** The tag of the look-aside's entry for fetches, or {@link LookAside#EMPTY}. */
    public static final int FETCH = 5;
    /** The physical address of the page. */
    public static final int PAGE = 6;
    /** The look-aside's entry for stores; {@link LookAside#EMPTY} if they are not known to succeed. */
    public static final int WRITE = 7;

    static final int END = WALKS + (LookAside.SIZE << WORDS_LOG2);

    /** Descriptors that such a walk reads. */
    static final int READS = 2;

    private final PhysicalMemory memory;
    private final Tlb tlb;
    private final long[] words;
    private final Translation[] outcomes = new Translation[LookAside.SIZE];

    KnownWalks(PhysicalMemory memory, long[] words, Tlb tlb) {
        this.memory = memory;
        this.tlb = tlb;
        this.words = words;
    }

    /** A walk has been made for a load, and has filled the look-aside's entry. */
    void noteRead(int va, DescriptorReader reader, Translation outcome, long version) {
        if (note(va, reader, outcome, version)) {
            words[place(va) + READ] = LookAside.read(words, va);
        }
    }

    /** The same for a fetch. */
    void noteFetch(int va, boolean privileged, DescriptorReader reader, Translation outcome, long version) {
        if (note(va, reader, outcome, version)) {
            int entry = LookAside.fetchIndex(va, privileged);
            words[place(va) + FETCH] = words[entry];
        }
    }

    /** A store has filled the look-aside's entry, with what a walk or the TLB had: if that is the outcome which is known, stores may go on. */
    void noteWrite(int va, Translation used, long version) {
        int at = place(va);
        if (words[at + VERSION] == version
                && words[at + TLB_TAG] == Tlb.tag(used)
                && outcomes[LookAside.index(va)].isSameAs(used)) {
            words[at + WRITE] = LookAside.write(words, va);
        }
    }

    /** Forgets that stores may go to the page at this host address. */
    void dropWritable(long hostPage) {
        for (int at = WALKS + WRITE; at < END; at += 1 << WORDS_LOG2) {
            if (LookAside.isAt(words[at], hostPage)) {
                words[at] = LookAside.EMPTY;
            }
        }
    }

    private static int place(int va) {
        return WALKS + (LookAside.index(va) << WORDS_LOG2);
    }

    /** Whether it is one that can be known. */
    private boolean note(int va, DescriptorReader reader, Translation outcome, long version) {
        if (reader.stage1Reads != READS
                || reader.stage2Reads != 0
                || outcome.sizeLog2 != LookAside.PAGE_SHIFT
                || !memory.isRam(reader.addresses[0], Integer.BYTES)
                || !memory.isRam(reader.addresses[1], Integer.BYTES)) {
            return false;
        }
        int at = place(va);
        long first = descriptor(reader.addresses[0]);
        long second = descriptor(reader.addresses[1]);
        long tag = Tlb.tag(outcome);
        if (words[at + VERSION] != version
                || words[at + FIRST] != first
                || words[at + SECOND] != second
                || words[at + TLB_TAG] != tag) {
            words[at + VERSION] = version;
            words[at + FIRST] = first;
            words[at + SECOND] = second;
            words[at + TLB_TAG] = tag;
            words[at + PAGE] = outcome.pa;
            words[at + READ] = LookAside.EMPTY;
            words[at + FETCH] = LookAside.EMPTY;
            words[at + WRITE] = LookAside.EMPTY;
            keep(outcome, LookAside.index(va));
        }
        return true;
    }

    private void keep(Translation outcome, int page) {
        if (outcomes[page] == null) {
            outcomes[page] = new Translation();
        }
        tlb.detach(outcomes[page]);
        outcomes[page].copyFrom(outcome);
    }

    private long descriptor(long pa) {
        long host = memory.hostAddress(pa);
        return (long) HostMemory.load32(host) << 32 | Integer.toUnsignedLong((int) host);
    }

    /** The tag of the TLB's entry that the walk for an address makes. */
    long tag(int va) {
        return words[place(va) + TLB_TAG];
    }

    /** The physical address that the walk finds. */
    long pa(int va) {
        return words[place(va) + PAGE] | va & ~LookAside.BYTE;
    }

    /** What came of the walk for an address. */
    Translation outcome(int va) {
        return outcomes[LookAside.index(va)];
    }
}
