package trapline.emulator.isa;

/** Status register access and the instructions that change processor state (A4.5, B9.3). */
public sealed interface StatusInsn extends Insn {

    /** What CPS does to the interrupt masks it names. */
    enum InterruptEffect {
        /** Leaves them. */
        NONE,
        /** CPSIE: clears them. */
        ENABLE,
        /** CPSID: sets them. */
        DISABLE
    }

    /** MRS (A8.8.109, B9.3.8): CPSR, of which PL0 sees APSR only, or SPSR. */
    record MoveFromStatus(Cond cond, boolean spsr, int rd) implements StatusInsn {}

    /** MSR register (A8.8.112, B9.3.12); {@code mask} bit i permits byte i of the PSR. */
    record MoveToStatus(Cond cond, boolean spsr, int mask, int rn) implements StatusInsn {}

    /** MSR immediate (A8.8.111, B9.3.11); {@code mask} is never zero for CPSR, which is a hint. */
    record MoveToStatusImmediate(Cond cond, boolean spsr, int mask, int imm32) implements StatusInsn {}

    /** MRS banked register (B9.3.9). */
    record MoveFromBanked(Cond cond, int rd, BankedRegister register) implements StatusInsn {}

    /** MSR banked register (B9.3.10). */
    record MoveToBanked(Cond cond, BankedRegister register, int rn) implements StatusInsn {}

    /**
     * CPS (B9.3.2); no effect at PL0.
     *
     * @param affectedMasks the A, I and F bits at their places in the CPSR (8, 7, 6)
     * @param mode the new CPSR.M when {@code changeMode}
     */
    record ChangeProcessorState(Cond cond, InterruptEffect effect, int affectedMasks, boolean changeMode, int mode)
            implements StatusInsn {}

    /** SETEND (A8.8.167). */
    record SetEndianness(Cond cond, boolean bigEndian) implements StatusInsn {}

    /** RFE (B9.3.13): PC and CPSR from two words at Rn; UNDEFINED in Hyp mode. */
    record ReturnFromException(Cond cond, BlockMode blockMode, int rn, boolean writeBack) implements StatusInsn {}

    /** SRS (B9.3.16): LR and SPSR to the stack of {@code mode}; UNDEFINED in Hyp mode. */
    record StoreReturnState(Cond cond, BlockMode blockMode, boolean writeBack, int mode) implements StatusInsn {}

    /** ERET (B9.3.3): PC from ELR_hyp or LR, CPSR from SPSR. */
    record ExceptionReturn(Cond cond) implements StatusInsn {}
}
