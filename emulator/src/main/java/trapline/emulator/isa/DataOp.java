package trapline.emulator.isa;

/** The operations of the standard data-processing instructions (A4.4.1); the first sixteen in the order of the A32 opcode. */
public enum DataOp {
    /** Bitwise AND. */
    AND(Kind.LOGICAL),
    /** Bitwise exclusive OR. */
    EOR(Kind.LOGICAL),
    /** Subtract. */
    SUB(Kind.ARITHMETIC),
    /** Reverse subtract: operand2 − Rn. */
    RSB(Kind.ARITHMETIC),
    /** Add. */
    ADD(Kind.ARITHMETIC),
    /** Add with carry. */
    ADC(Kind.ARITHMETIC),
    /** Subtract with carry. */
    SBC(Kind.ARITHMETIC),
    /** Reverse subtract with carry. */
    RSC(Kind.ARITHMETIC),
    /** Test: flags of AND, no result. */
    TST(Kind.LOGICAL_TEST),
    /** Test equivalence: flags of EOR, no result. */
    TEQ(Kind.LOGICAL_TEST),
    /** Compare: flags of SUB, no result. */
    CMP(Kind.ARITHMETIC_TEST),
    /** Compare negative: flags of ADD, no result. */
    CMN(Kind.ARITHMETIC_TEST),
    /** Bitwise OR. */
    ORR(Kind.LOGICAL),
    /** Move operand2; has no Rn. With a shifted register this is LSL, LSR, ASR, ROR or RRX. */
    MOV(Kind.MOVE),
    /** Bit clear: Rn AND NOT operand2. */
    BIC(Kind.LOGICAL),
    /** Move NOT operand2; has no Rn. */
    MVN(Kind.MOVE),
    /** Bitwise OR NOT; T32 only. */
    ORN(Kind.LOGICAL);

    private enum Kind {
        LOGICAL,
        ARITHMETIC,
        LOGICAL_TEST,
        ARITHMETIC_TEST,
        MOVE
    }

    private final Kind kind;

    DataOp(Kind kind) {
        this.kind = kind;
    }

    /** Whether C comes from the shifter and V is left alone; otherwise both come from {@code AddWithCarry()}. */
    public boolean isLogical() {
        return kind != Kind.ARITHMETIC && kind != Kind.ARITHMETIC_TEST;
    }

    /** Whether there is a destination register. */
    public boolean hasResult() {
        return kind != Kind.LOGICAL_TEST && kind != Kind.ARITHMETIC_TEST;
    }

    /** Whether there is a first operand register. */
    public boolean hasRn() {
        return kind != Kind.MOVE;
    }
}
