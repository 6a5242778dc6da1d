package trapline.emulator.isa;

/** Standard data-processing instructions (A4.4.1, A4.4.2). */
public sealed interface DataProcessingInsn extends Insn {

    /**
     * {@code op{S} Rd, Rn, operand2}, all of AND … ORN with an immediate, an immediate-shifted or a register-shifted register; also
     * the shift instructions, which are MOV with a shifted operand. Never Rd=15 with {@code setFlags}, which is {@link SubsPcLr}.
     *
     * @param setFlags true for the tests
     * @param rd 0 where {@link DataOp#hasResult()} is false
     * @param rn 0 where {@link DataOp#hasRn()} is false
     */
    record DataProcessing(Cond cond, DataOp op, boolean setFlags, int rd, int rn, Operand2 operand)
            implements DataProcessingInsn {}

    /**
     * {@code SUBS PC, LR, #imm} and related instructions (B9.3.19, B9.3.20): the result goes to the PC and SPSR to CPSR. In Hyp mode
     * UNDEFINED, in User and System mode UNPREDICTABLE.
     */
    record SubsPcLr(Cond cond, DataOp op, int rn, Operand2 operand) implements DataProcessingInsn {}

    /** MOVW, or MOVT when {@code top}, which replaces bits 31:16 of Rd only (A8.8.102, A8.8.106). */
    record MoveWide(Cond cond, boolean top, int rd, int imm16) implements DataProcessingInsn {}

    /** ADR: {@code Rd = Align(PC,4) ± imm32} (A8.8.12). Rd=15 only in A32, by {@code ALUWritePC}. */
    record Adr(Cond cond, boolean add, int rd, int imm32) implements DataProcessingInsn {}
}
