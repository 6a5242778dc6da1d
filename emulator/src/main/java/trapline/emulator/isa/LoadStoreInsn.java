package trapline.emulator.isa;

/** Load and store instructions (A4.6, A4.7), including exclusives, swaps and preloads. */
public sealed interface LoadStoreInsn extends Insn {

    /** What a preload hint announces. */
    enum PreloadKind {
        /** PLD. */
        DATA,
        /** PLDW. */
        DATA_FOR_WRITE,
        /** PLI. */
        INSTRUCTION
    }

    /**
     * LDR, LDRB, LDRH, LDRSB, LDRSH, and the T forms when {@code unprivileged}, which access as PL0 (A8.8.62 and following; B1.5 says
     * UNPREDICTABLE in Hyp mode). Rt=15: {@code LoadWritePC}; UNPREDICTABLE but for words.
     */
    record Load(Cond cond, TransferType type, boolean unprivileged, int rt, MemoryOperand address)
            implements LoadStoreInsn {}

    /** STR, STRB, STRH, and the T forms when {@code unprivileged} (A8.8.203 and following). */
    record Store(Cond cond, TransferType type, boolean unprivileged, int rt, MemoryOperand address)
            implements LoadStoreInsn {}

    /** LDRD (A8.8.72): two words, word-aligned at least, single-copy atomic as 64 bits with LPAE. */
    record LoadDual(Cond cond, int rt, int rt2, MemoryOperand address) implements LoadStoreInsn {}

    /** STRD (A8.8.210). */
    record StoreDual(Cond cond, int rt, int rt2, MemoryOperand address) implements LoadStoreInsn {}

    /** LDREX, LDREXB, LDREXH (A8.8.75 and following) at {@code R[n] + imm32}. */
    record LoadExclusive(Cond cond, TransferType type, int rt, int rn, int imm32) implements LoadStoreInsn {}

    /** STREX, STREXB, STREXH (A8.8.212 and following) at {@code R[n] + imm32}; Rd receives 0 for success, 1 for failure. */
    record StoreExclusive(Cond cond, TransferType type, int rd, int rt, int rn, int imm32) implements LoadStoreInsn {}

    /** LDREXD (A8.8.77). */
    record LoadExclusiveDual(Cond cond, int rt, int rt2, int rn) implements LoadStoreInsn {}

    /** STREXD (A8.8.214). */
    record StoreExclusiveDual(Cond cond, int rd, int rt, int rt2, int rn) implements LoadStoreInsn {}

    /** CLREX (A8.8.32). */
    record ClearExclusive(Cond cond) implements LoadStoreInsn {}

    /** SWP and SWPB (A8.8.229): Rt receives memory, memory receives Rt2; UNDEFINED unless SCTLR.SW. */
    record Swap(Cond cond, TransferType type, int rt, int rt2, int rn) implements LoadStoreInsn {}

    /** LDM and POP of several registers (A8.8.58 to A8.8.61, A8.8.131); bit i of {@code registers} is Ri; bit 15: LoadWritePC. */
    record LoadMultiple(Cond cond, BlockMode mode, int rn, boolean writeBack, int registers) implements LoadStoreInsn {}

    /** STM and PUSH of several registers (A8.8.199 to A8.8.202, A8.8.133). */
    record StoreMultiple(Cond cond, BlockMode mode, int rn, boolean writeBack, int registers)
            implements LoadStoreInsn {}

    /** LDM (User registers) (B9.3.6): {@code registers} without the PC; UNDEFINED in Hyp mode. */
    record LoadMultipleUser(Cond cond, BlockMode mode, int rn, boolean writeBack, int registers)
            implements LoadStoreInsn {}

    /** STM (User registers) (B9.3.17); UNDEFINED in Hyp mode. */
    record StoreMultipleUser(Cond cond, BlockMode mode, int rn, boolean writeBack, int registers)
            implements LoadStoreInsn {}

    /** LDM (exception return) (B9.3.5): {@code registers} with the PC; then SPSR to CPSR; UNDEFINED in Hyp mode. */
    record LoadMultipleExceptionReturn(Cond cond, BlockMode mode, int rn, boolean writeBack, int registers)
            implements LoadStoreInsn {}

    /** PLD, PLDW, PLI (A8.8.126 to A8.8.129): hints, no effect here, never a fault. */
    record Preload(Cond cond, PreloadKind kind, MemoryOperand address) implements LoadStoreInsn {}
}
