package trapline.emulator.isa;

/** Saturating, packing, parallel and miscellaneous data-processing instructions (A4.4.4 to A4.4.6, A4.4.9). */
public sealed interface MediaInsn extends Insn {

    /** The saturating additions and subtractions; all set Q when they saturate. */
    enum SaturatingOp {
        /** Rm + Rn. */
        QADD,
        /** Rm − Rn. */
        QSUB,
        /** Rm + sat(2 × Rn). */
        QDADD,
        /** Rm − sat(2 × Rn). */
        QDSUB
    }

    /** What a parallel addition or subtraction does with each lane's sum (A4.4.6). */
    enum ParallelKind {
        /** Signed modulo, sets GE. */
        S,
        /** Signed saturating. */
        Q,
        /** Signed halving. */
        SH,
        /** Unsigned modulo, sets GE. */
        U,
        /** Unsigned saturating. */
        UQ,
        /** Unsigned halving. */
        UH
    }

    /** The lanes and operations of a parallel addition or subtraction. */
    enum ParallelOp {
        /** Two halfword additions. */
        ADD16,
        /** Exchange halves of Rm; subtract low, add high. */
        ASX,
        /** Exchange halves of Rm; add low, subtract high. */
        SAX,
        /** Two halfword subtractions. */
        SUB16,
        /** Four byte additions. */
        ADD8,
        /** Four byte subtractions. */
        SUB8
    }

    /** The extensions. */
    enum ExtendOp {
        /** Sign-extend two bytes to halfwords. */
        SXTB16,
        /** Sign-extend byte. */
        SXTB,
        /** Sign-extend halfword. */
        SXTH,
        /** Zero-extend two bytes to halfwords. */
        UXTB16,
        /** Zero-extend byte. */
        UXTB,
        /** Zero-extend halfword. */
        UXTH
    }

    /** The reversals. */
    enum ReverseOp {
        /** Bytes of a word. */
        REV,
        /** Bytes of each halfword. */
        REV16,
        /** Bytes of the low halfword, sign-extended. */
        REVSH,
        /** Bits of a word. */
        RBIT
    }

    /** QADD, QSUB, QDADD, QDSUB (A8.8.134 and following); note the operand order: Rm is the first operand. */
    record SaturatingArithmetic(Cond cond, SaturatingOp op, int rd, int rm, int rn) implements MediaInsn {}

    /**
     * SSAT and, when {@code unsigned}, USAT (A8.8.193, A8.8.266); sets Q when it saturates.
     *
     * @param saturateTo the width in bits: 1 to 32 signed, 0 to 31 unsigned
     * @param operand Rn of the manual with LSL or ASR
     */
    record Saturate(Cond cond, boolean unsigned, int rd, int saturateTo, Operand2.ShiftedRegister operand)
            implements MediaInsn {}

    /** SSAT16 (1 to 16 bits) and, when {@code unsigned}, USAT16 (0 to 15 bits) (A8.8.194, A8.8.267). */
    record Saturate16(Cond cond, boolean unsigned, int rd, int saturateTo, int rn) implements MediaInsn {}

    /** SADD16 … UHSUB8: the 36 parallel additions and subtractions (A5.4.1, A5.4.2). */
    record ParallelAddSubtract(Cond cond, ParallelKind kind, ParallelOp op, int rd, int rn, int rm)
            implements MediaInsn {}

    /** SEL: each byte from Rn where its GE flag is set, else from Rm (A8.8.166). */
    record SelectBytes(Cond cond, int rd, int rn, int rm) implements MediaInsn {}

    /**
     * PKHBT and, when {@code topFromRn}, PKHTB (A8.8.125). BT: bottom half of Rn, top half of the shifted operand (LSL). TB: top
     * half of Rn, bottom half of the shifted operand (ASR).
     */
    record PackHalfword(Cond cond, boolean topFromRn, int rd, int rn, Operand2.ShiftedRegister operand)
            implements MediaInsn {}

    /** SXTB, SXTB16, SXTH, UXTB, UXTB16, UXTH of Rm rotated right by {@code rotation} (0, 8, 16, 24) (A8.8.233 and following). */
    record Extend(Cond cond, ExtendOp op, int rd, int rm, int rotation) implements MediaInsn {}

    /** SXTAB, SXTAB16, SXTAH, UXTAB, UXTAB16, UXTAH: as {@link Extend}, added to Rn, by halves for the 16 kinds (A8.8.230). */
    record ExtendAndAdd(Cond cond, ExtendOp op, int rd, int rn, int rm, int rotation) implements MediaInsn {}

    /** REV, REV16, REVSH, RBIT (A8.8.144 to A8.8.147). */
    record Reverse(Cond cond, ReverseOp op, int rd, int rm) implements MediaInsn {}

    /** CLZ (A8.8.33). */
    record CountLeadingZeros(Cond cond, int rd, int rm) implements MediaInsn {}

    /** BFI: the low {@code width} bits of Rn to {@code lsb} of Rd (A8.8.20). */
    record BitFieldInsert(Cond cond, int rd, int rn, int lsb, int width) implements MediaInsn {}

    /** BFC (A8.8.19). */
    record BitFieldClear(Cond cond, int rd, int lsb, int width) implements MediaInsn {}

    /** SBFX and, when {@code unsigned}, UBFX (A8.8.164, A8.8.246). */
    record BitFieldExtract(Cond cond, boolean unsigned, int rd, int rn, int lsb, int width) implements MediaInsn {}
}
