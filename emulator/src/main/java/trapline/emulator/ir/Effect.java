package trapline.emulator.ir;

/** What a micro-operation does beyond its slots and flags. */
public enum Effect {
    /** Nothing: slots, flags, and extension registers ({@link UopKind#method}) only. */
    PURE,
    /** Control within the block: skips over micro-operations of the same instruction. */
    SKIP,
    /**
     * Accesses memory through {@link trapline.emulator.mmu.MemoryPort}, and may fault. Counts as reading the whole state; PC and tick are
     * exact while it runs.
     */
    MEMORY,
    /** A memory access that writes, so that it may change the code being executed. */
    STORE,
    /**
     * Calls {@link trapline.emulator.cpu.SystemOperations}, and may fault. Counts as reading and writing the whole state; PC, ITSTATE and
     * tick are exact while it runs.
     */
    SYSTEM,
    /** Ends the block. */
    EXIT;

    /** Whether {@link trapline.emulator.cpu.GuestFault} may come out of it. */
    public boolean mayFault() {
        return this == MEMORY || this == STORE || this == SYSTEM;
    }
}
