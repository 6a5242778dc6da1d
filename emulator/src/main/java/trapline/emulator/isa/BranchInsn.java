package trapline.emulator.isa;

/** Branch instructions and IT (A4.3). In every offset form the PC is the value that a read of R15 gives. */
public sealed interface BranchInsn extends Insn {

    /** B (A8.8.18): to {@code PC + imm32}, same instruction set. */
    record Branch(Cond cond, int imm32) implements BranchInsn {}

    /** BL (A8.8.25): to {@code PC + imm32}, same instruction set, LR set (bit 0 set from T32). */
    record BranchWithLink(Cond cond, int imm32) implements BranchInsn {}

    /** BLX immediate (A8.8.25): to {@code Align(PC,4) + imm32} in the other instruction set, LR set. */
    record BranchWithLinkExchange(Cond cond, int imm32) implements BranchInsn {}

    /** BX (A8.8.27): {@code BXWritePC(R[m])}. */
    record BranchExchange(Cond cond, int rm) implements BranchInsn {}

    /** BLX register (A8.8.26). */
    record BranchWithLinkExchangeRegister(Cond cond, int rm) implements BranchInsn {}

    /** BXJ (A8.8.28): as BX where Jazelle is trivial; trapped to Hyp by HSTR.TJDBX. */
    record BranchExchangeJazelle(Cond cond, int rm) implements BranchInsn {}

    /** CBZ and, when {@code nonZero}, CBNZ (A8.8.29): to {@code PC + imm32}. */
    record CompareAndBranch(Cond cond, boolean nonZero, int rn, int imm32) implements BranchInsn {}

    /** TBB and, when {@code halfword}, TBH (A8.8.238): to {@code PC + 2 × table entry}; Rn=15 is the PC itself. */
    record TableBranch(Cond cond, boolean halfword, int rn, int rm) implements BranchInsn {}

    /** IT (A8.8.54): ITSTATE becomes {@code firstCond:mask}; the mask is never zero. */
    record IfThen(Cond cond, int firstCond, int mask) implements BranchInsn {
        /** The value for ITSTATE. */
        public int itState() {
            return firstCond << 4 | mask;
        }
    }
}
