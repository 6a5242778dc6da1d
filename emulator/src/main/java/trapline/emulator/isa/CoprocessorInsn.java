package trapline.emulator.isa;

/**
 * Coprocessor instructions (A4.10), coprocessors 10 and 11 excepted, which are {@link VfpInsn}. The forms MCR2, MRC2 and so on are
 * UNDEFINED here as no coprocessor has any.
 */
public sealed interface CoprocessorInsn extends Insn {

    /** MCR (A8.8.98): Rt to a coprocessor register. */
    record MoveToCoprocessor(Cond cond, int coproc, int opc1, int rt, int crn, int crm, int opc2)
            implements CoprocessorInsn {}

    /** MRC (A8.8.107): a coprocessor register to Rt, or bits 31:28 of it to the flags when Rt=15. */
    record MoveFromCoprocessor(Cond cond, int coproc, int opc1, int rt, int crn, int crm, int opc2)
            implements CoprocessorInsn {}

    /** MCRR (A8.8.99): Rt2:Rt to a 64-bit coprocessor register. */
    record MoveTwoToCoprocessor(Cond cond, int coproc, int opc1, int rt, int rt2, int crm) implements CoprocessorInsn {}

    /** MRRC (A8.8.108). */
    record MoveTwoFromCoprocessor(Cond cond, int coproc, int opc1, int rt, int rt2, int crm)
            implements CoprocessorInsn {}

    /** LDC (A8.8.55); {@code longForm} is the D bit. Without write-back and with U set an index of OFFSET may be unindexed. */
    record LoadCoprocessor(Cond cond, int coproc, boolean longForm, int crd, MemoryOperand address)
            implements CoprocessorInsn {}

    /** STC (A8.8.198). */
    record StoreCoprocessor(Cond cond, int coproc, boolean longForm, int crd, MemoryOperand address)
            implements CoprocessorInsn {}

    /** CDP (A8.8.30). */
    record CoprocessorDataProcessing(Cond cond, int coproc, int opc1, int crd, int crn, int crm, int opc2)
            implements CoprocessorInsn {}
}
