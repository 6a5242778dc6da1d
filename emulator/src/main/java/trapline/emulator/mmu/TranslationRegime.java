package trapline.emulator.mmu;

/** Translation regimes (ARM DDI 0406C B3.1). */
enum TranslationRegime {
    /** Secure PL1&0, with Monitor mode. */
    SECURE,
    /** Non-secure PL1&0: the one with a second stage and VMIDs. */
    NON_SECURE,
    /** Non-secure PL2. */
    HYP
}
