package trapline.emulator.mmu;

/**
 * How one CPU reaches memory by virtual address. All values are little-endian; translation to CPSR.E's order is the
 * micro-ops' business. Every method may throw {@link trapline.emulator.cpu.GuestFault} with {@code CpuState.fault}
 * filled in, before anything has changed.
 *
 * <p>The plain forms follow SCTLR.A and the memory type for unaligned addresses (A3.2.1). The {@code aligned} forms
 * fault when the address is not a multiple of the size (LDM, LDRD, exclusives: of 4 or as the manual says).
 * Unprivileged forms (LDRT …) use PL0 permissions.
 */
public interface MemoryPort {
    /** What loads and stores look into first; compiled code does so itself. */
    LookAside lookAside();

    /** The context's part in tags of {@link #lookAside} now; changes only by {@link #contextChanged}. */
    int context();

    /** The present context itself. */
    long contextKey();

    /** The misses that machine code has served, which are to be sent when it comes back. */
    default Refills refills() {
        return Refills.NONE;
    }

    /** Number of the {@link trapline.emulator.memory.HostWindow} in which {@link #lookAside} finds places. */
    int window();

    /** A byte, zero-extended. */
    int load8(int va);

    /** A halfword, zero-extended. */
    int load16(int va);

    /** A word. */
    int load32(int va);

    /** A word whose address must be a multiple of 4. */
    int load32Aligned(int va);

    void store8(int va, int value);

    void store16(int va, int value);

    void store32(int va, int value);

    void store32Aligned(int va, int value);

    /**
     * A word of elements of so many bytes, 1 or 2, which need be aligned only as such where alignment is asked for; or the first word of an
     * element of 8 bytes, which need be aligned as such (A3.2.1, table A3-1).
     */
    int loadElements(int va, int elementBytes);

    /** Stores a word of elements. */
    void storeElements(int va, int elementBytes, int value);

    /** A word at an unaligned address, one element of 1 or 2 bytes after the other. */
    default int loadEach(int va, int elementBytes) {
        if (elementBytes == Short.BYTES) {
            return load16(va) | load16(va + 2) << 16;
        }
        return load8(va) | load8(va + 1) << 8 | load8(va + 2) << 16 | load8(va + 3) << 24;
    }

    /** Stores a word at an unaligned address likewise. */
    default void storeEach(int va, int elementBytes, int value) {
        if (elementBytes == Short.BYTES) {
            store16(va, value);
            store16(va + 2, value >>> 16);
            return;
        }
        for (int n = 0; n < 4; n++) {
            store8(va + n, value >>> 8 * n);
        }
    }

    /** Throws an alignment fault unless the address is a multiple of so many bytes, a power of two. */
    void checkAlignment(int va, int bytes, boolean write);

    /** LDRT and alike: {@code size} 1, 2 or 4, zero-extended. */
    int loadUnprivileged(int va, int size);

    void storeUnprivileged(int va, int size, int value);

    /**
     * Load-exclusive: marks the physical address in the monitors (A3.4). {@code size} is 1, 2, 4 or 8, and the address
     * must be a multiple of it.
     */
    long loadExclusive(int va, int size);

    /** Store-exclusive: 0 when stored, 1 when not. */
    int storeExclusive(int va, int size, long value);

    /** CLREX. */
    void clearExclusive();

    /**
     * Checks that {@code bytes} bytes from an aligned address may be written, without writing: for stores of several
     * words, which change nothing when a later one faults. Reports the first fault.
     */
    void probeStore(int va, int bytes);

    /**
     * Whether the instruction in execution is alone in its block; when it is not, an access that reaches a device throws
     * {@link trapline.emulator.cpu.GuestFault#RETRY_ALONE} instead. Set by the run loop.
     */
    void setAlone(boolean alone);

    /**
     * The physical address of the page (4 KiB) from which the instruction at {@code va} is fetched; through the fetch
     * register, the TLB, or a walk, with their events. Throws a PREFETCH_ABORT fault.
     */
    long fetchPage(int va);

    /** Drops the fetch register: after exceptions, returns, ISB, changes of translation. */
    void dropFetchPage();

    /** Says that mode, SCTLR, TTBRs, VTTBR, HCR, SCR or debug registers changed: the context of translations is worked out anew. */
    void contextChanged();
}
