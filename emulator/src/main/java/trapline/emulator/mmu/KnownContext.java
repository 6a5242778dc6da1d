package trapline.emulator.mmu;

/** A translation context that need not be worked out again while the system registers it depends on are the same. */
final class KnownContext {
    /** {@link #version} of what has to be worked out in any case. */
    static final long NEVER = -1;

    final TranslationContext context = new TranslationContext();
    /** {@code SystemRegisters.translationVersion} when it was worked out. */
    long version = NEVER;
    /** {@link TranslationContext#key}. */
    long key;
    /** Its part in tags of the look-aside. */
    int tag;
    /** Its part in tags of the TLB, as {@link Tlb#CONTEXT} says. */
    long tlbTags;
}
