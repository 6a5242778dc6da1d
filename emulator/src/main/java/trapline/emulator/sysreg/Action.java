package trapline.emulator.sysreg;

/** What a register of the table does when it is read and written. */
enum Action {
    /** Reads as the first argument. */
    CONSTANT,
    /** MIDR: in a guest, VPIDR. */
    MAIN_ID,
    /** MPIDR: in a guest, VMPIDR. */
    MULTIPROCESSOR_ID,
    /** ID_PFR1: the first argument, and the extensions this machine has. */
    PROCESSOR_FEATURE_1,
    /** CCSIDR: by CSSELR. */
    CACHE_SIZE_ID,
    /** L2CTLR: the first argument, and the number of CPUs. */
    L2_CONTROL,
    /** Plain storage: reset value, and mask of the bits that writes change. */
    STORED,
    /** Reads as the register that the argument names, ignores writes. */
    VIEW,
    /** DBGOSLAR: locks and unlocks DBGOSLSR. */
    OS_LOCK,
    /** DBGCLAIMSET: sets bits of DBGCLAIMCLR; reads as the argument, the bits there are. */
    CLAIM_SET,
    /** DBGCLAIMCLR: clears bits. */
    CLAIM_CLEAR,
    /** As STORED, and translation, and what is watched in it, is worked out anew after a write. */
    CONTEXT,
    /** DBGBCR: as CONTEXT, with pairs of equal bits in BAS. */
    BREAKPOINT_CONTROL,
    /** As CONTEXT, on the low word of a 64-bit register. */
    CONTEXT_LOW,
    /** All of the 64-bit register that the argument names. */
    CONTEXT_64,
    /** TTBCR: which bits exist depends on EAE. */
    TRANSLATION_CONTROL,
    /** SCR: the Security state changes with NS. */
    SECURE_CONFIGURATION,
    /** CPACR, NSACR, HCPTR: as STORED, and who may use the Floating-point and Advanced SIMD Extensions is worked out anew. */
    EXTENSION_CONTROL,
    /** CNTFRQ: writable at the highest level only; the argument is the frequency in Hz. */
    FREQUENCY,
    /** ISR. */
    INTERRUPT_STATUS,
    /** Reads as zero, ignores writes. */
    IGNORED,
    /** An operation without an effect here. */
    NOTHING,
    /** A barrier. */
    BARRIER,
    /** TLB maintenance; the argument is the operation. */
    TLB,
    /** Address translation; the argument is the operation. */
    TRANSLATE,
    /** A register of the performance monitors. */
    MONITOR,
    /** A register of the generic timer. */
    TIMER
}
