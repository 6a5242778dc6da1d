package trapline.emulator.sysreg;

/** What becomes of an access to a coprocessor register. */
public enum Verdict {
    /** It is carried out. */
    PERMITTED,
    /** Undefined Instruction exception. */
    UNDEFINED,
    /** Hyp Trap exception. */
    HYP_TRAP
}
