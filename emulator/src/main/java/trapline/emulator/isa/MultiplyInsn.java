package trapline.emulator.isa;

/** Multiply, divide and sum-of-absolute-differences instructions (A4.4.3, A4.4.7, A4.4.8). */
public sealed interface MultiplyInsn extends Insn {

    /** The long multiplies. */
    enum LongOp {
        /** Unsigned. */
        UMULL,
        /** Unsigned, accumulating. */
        UMLAL,
        /** Signed. */
        SMULL,
        /** Signed, accumulating. */
        SMLAL
    }

    /** MUL (A8.8.114); with {@code setFlags} N and Z, C and V unchanged. */
    record Multiply(Cond cond, boolean setFlags, int rd, int rn, int rm) implements MultiplyInsn {}

    /** MLA: {@code Rd = Rn × Rm + Ra} (A8.8.100); with {@code setFlags} N and Z. */
    record MultiplyAccumulate(Cond cond, boolean setFlags, int rd, int rn, int rm, int ra) implements MultiplyInsn {}

    /** MLS: {@code Rd = Ra − Rn × Rm} (A8.8.101). */
    record MultiplySubtract(Cond cond, int rd, int rn, int rm, int ra) implements MultiplyInsn {}

    /** UMULL, UMLAL, SMULL, SMLAL (A8.8.257, 256, 189, 178); with {@code setFlags} N and Z of the 64-bit result. */
    record MultiplyLong(Cond cond, LongOp op, boolean setFlags, int rdLo, int rdHi, int rn, int rm)
            implements MultiplyInsn {}

    /** UMAAL: {@code RdHi:RdLo = Rn × Rm + RdHi + RdLo}, unsigned (A8.8.255). */
    record MultiplyAccumulateAccumulateLong(Cond cond, int rdLo, int rdHi, int rn, int rm) implements MultiplyInsn {}

    /** SMULBB, SMULBT, SMULTB, SMULTT (A8.8.188): product of two halfwords; {@code high} says which of a register. */
    record SignedMultiplyHalfwords(Cond cond, boolean nHigh, boolean mHigh, int rd, int rn, int rm)
            implements MultiplyInsn {}

    /** SMLABB, SMLABT, SMLATB, SMLATT (A8.8.176); sets Q on overflow of the addition. */
    record SignedMultiplyAccumulateHalfwords(Cond cond, boolean nHigh, boolean mHigh, int rd, int rn, int rm, int ra)
            implements MultiplyInsn {}

    /** SMULWB, SMULWT (A8.8.190): bits 47:16 of word × halfword. */
    record SignedMultiplyWordByHalfword(Cond cond, boolean mHigh, int rd, int rn, int rm) implements MultiplyInsn {}

    /** SMLAWB, SMLAWT (A8.8.181); sets Q on overflow of the addition. */
    record SignedMultiplyAccumulateWordByHalfword(Cond cond, boolean mHigh, int rd, int rn, int rm, int ra)
            implements MultiplyInsn {}

    /** SMLALBB, SMLALBT, SMLALTB, SMLALTT (A8.8.179). */
    record SignedMultiplyAccumulateLongHalfwords(
            Cond cond, boolean nHigh, boolean mHigh, int rdLo, int rdHi, int rn, int rm) implements MultiplyInsn {}

    /**
     * SMUAD{X} and, when {@code subtract}, SMUSD{X} (A8.8.187, A8.8.191): sum or difference of two halfword products; {@code
     * exchange} swaps the halves of Rm first. SMUAD sets Q on overflow.
     */
    record SignedDualMultiply(Cond cond, boolean subtract, boolean exchange, int rd, int rn, int rm)
            implements MultiplyInsn {}

    /** SMLAD{X} and SMLSD{X} (A8.8.177, A8.8.182); sets Q on overflow of the whole sum. */
    record SignedDualMultiplyAccumulate(Cond cond, boolean subtract, boolean exchange, int rd, int rn, int rm, int ra)
            implements MultiplyInsn {}

    /** SMLALD{X} and SMLSLD{X} (A8.8.180, A8.8.183). */
    record SignedDualMultiplyAccumulateLong(
            Cond cond, boolean subtract, boolean exchange, int rdLo, int rdHi, int rn, int rm)
            implements MultiplyInsn {}

    /** SMMUL{R} (A8.8.186): top word of the signed product; {@code round} adds 0x80000000 first. */
    record SignedMostSignificantMultiply(Cond cond, boolean round, int rd, int rn, int rm) implements MultiplyInsn {}

    /** SMMLA{R} and, when {@code subtract}, SMMLS{R} (A8.8.184, A8.8.185): top word of {@code Ra:0 ± Rn × Rm}. */
    record SignedMostSignificantMultiplyAccumulate(
            Cond cond, boolean subtract, boolean round, int rd, int rn, int rm, int ra) implements MultiplyInsn {}

    /** SDIV and, when {@code unsigned}, UDIV (A8.8.165, A8.8.248); division by zero gives zero on a profile-A processor. */
    record Divide(Cond cond, boolean unsigned, int rd, int rn, int rm) implements MultiplyInsn {}

    /** USAD8 (A8.8.264). */
    record SumAbsoluteDifferences(Cond cond, int rd, int rn, int rm) implements MultiplyInsn {}

    /** USADA8 (A8.8.265). */
    record SumAbsoluteDifferencesAccumulate(Cond cond, int rd, int rn, int rm, int ra) implements MultiplyInsn {}
}
