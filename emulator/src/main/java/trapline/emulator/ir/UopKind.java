package trapline.emulator.ir;

/**
 * The kinds of micro-operations. In the descriptions {@code d}, {@code a}, {@code b} are the values of the slots, {@code i} is the
 * immediate, {@code f} the fourth slot. Value semantics that are no single operation of the host are methods of the same name in
 * {@code trapline.emulator.execute.Alu}.
 */
public enum UopKind {
    // Moves and logic.

    /** d = i. */
    MOVI(Shape.D),
    /** d = a. */
    MOV(Shape.D_A),
    /** d = ~a. */
    MVN(Shape.D_A),
    /** d = a &amp; b. */
    AND(Shape.D_AB),
    /** d = a &amp; i. */
    ANDI(Shape.D_A),
    /** d = a | b. */
    ORR(Shape.D_AB),
    /** d = a | i. */
    ORRI(Shape.D_A),
    /** d = a ^ b. */
    EOR(Shape.D_AB),
    /** d = a ^ i. */
    EORI(Shape.D_A),
    /** d = a &amp; ~b. */
    BIC(Shape.D_AB),
    /** d = a | ~b. */
    ORN(Shape.D_AB),

    // Addition and subtraction.

    /** d = a + b. */
    ADD(Shape.D_AB),
    /** d = a + i. */
    ADDI(Shape.D_A),
    /** d = a + (b &lt;&lt; i). */
    ADD_LSL(Shape.D_AB),
    /** d = a − b. */
    SUB(Shape.D_AB),
    /** d = i − a. */
    RSBI(Shape.D_A),
    /** d = a + b + C. */
    ADC(Shape.D_AB, Flags.C, Flags.NONE),
    /** d = a + ~b + C. */
    SBC(Shape.D_AB, Flags.C, Flags.NONE),
    /** {@code AddWithCarry(a, b, 0)} with its flags. */
    ADDS(Shape.D_AB, Flags.NONE, Flags.NZCV),
    /** {@code AddWithCarry(a, i, 0)} with its flags. */
    ADDSI(Shape.D_A, Flags.NONE, Flags.NZCV),
    /** {@code AddWithCarry(a, ~b, 1)} with its flags. */
    SUBS(Shape.D_AB, Flags.NONE, Flags.NZCV),
    /** {@code AddWithCarry(a, ~i, 1)} with its flags. */
    SUBSI(Shape.D_A, Flags.NONE, Flags.NZCV),
    /** {@code AddWithCarry(a, b, C)} with its flags. */
    ADCS(Shape.D_AB, Flags.C, Flags.NZCV),
    /** {@code AddWithCarry(a, ~b, C)} with its flags. */
    SBCS(Shape.D_AB, Flags.C, Flags.NZCV),

    // Flags.

    /** N and Z of a. */
    NZ(Shape.A, Flags.NONE, Flags.NZ),
    /** N and Z of the 64-bit number with the low word a and the high word b. */
    NZ_LONG(Shape.AB, Flags.NONE, Flags.NZ),
    /** C = bit i of a. */
    CARRY_BIT(Shape.A, Flags.NONE, Flags.C),
    /** C = i. */
    CARRYI(Shape.NONE, Flags.NONE, Flags.C),
    /** N, Z, C, V = bits 31:28 of a. */
    FLAGS_FROM(Shape.A, Flags.NONE, Flags.NZCV),

    // Shifts.

    /** d = a &lt;&lt; i, i from 0 to 31. */
    LSLI(Shape.D_A),
    /** d = a &gt;&gt;&gt; i, i from 0 to 31. */
    LSRI(Shape.D_A),
    /** d = a &gt;&gt; i, i from 0 to 31. */
    ASRI(Shape.D_A),
    /** d = a rotated right by i, 0 to 31. */
    RORI(Shape.D_A),
    /** d = C:a[31:1]. */
    RRX(Shape.D_A, Flags.C, Flags.NONE),
    /** d = a shifted left by b[7:0]. */
    LSL(Shape.D_AB),
    /** d = a shifted right by b[7:0]. */
    LSR(Shape.D_AB),
    /** d = a shifted right arithmetically by b[7:0]. */
    ASR(Shape.D_AB),
    /** d = a rotated right by b[7:0]. */
    ROR(Shape.D_AB),
    /** C = the carry of LSL of a by b[7:0]. */
    LSL_CARRY(Shape.AB, Flags.C, Flags.C),
    /** C = the carry of LSR of a by b[7:0]. */
    LSR_CARRY(Shape.AB, Flags.C, Flags.C),
    /** C = the carry of ASR of a by b[7:0]. */
    ASR_CARRY(Shape.AB, Flags.C, Flags.C),
    /** C = the carry of ROR of a by b[7:0]. */
    ROR_CARRY(Shape.AB, Flags.C, Flags.C),

    // Bits, bytes, fields.

    /** Sign-extended a[7:0]. */
    SXTB(Shape.D_A),
    /** Sign-extended a[15:0]. */
    SXTH(Shape.D_A),
    /** a[23:16] and a[7:0] sign-extended to halfwords. */
    SXTB16(Shape.D_A),
    /** Bytes reversed. */
    REV(Shape.D_A),
    /** Bytes of each halfword reversed. */
    REV16(Shape.D_A),
    /** Bytes of the low halfword reversed, sign-extended. */
    REVSH(Shape.D_A),
    /** Bits reversed. */
    RBIT(Shape.D_A),
    /** Leading zeros counted. */
    CLZ(Shape.D_A),
    /** d = a with its field of i[15:8] bits from bit i[7:0] replaced by the low bits of b. */
    BFI(Shape.D_AB),
    /** d = the field of i[15:8] bits from bit i[7:0] of a, zero-extended. */
    UBFX(Shape.D_A),
    /** d = the field of i[15:8] bits from bit i[7:0] of a, sign-extended. */
    SBFX(Shape.D_A),
    /** Bytes of a where the GE flag is set, else of b. */
    SEL(Shape.D_AB, Flags.GE, Flags.NONE),

    // Multiplication and division.

    /** d = a × b, low word. */
    MUL(Shape.D_AB),
    /** d:f = a × b unsigned; d is the low word. */
    UMULL(Shape.DF_AB),
    /** d:f = a × b signed. */
    SMULL(Shape.DF_AB),
    /** d:f += a × b unsigned. */
    UMLAL(Shape.DF_DFAB),
    /** d:f += a × b signed. */
    SMLAL(Shape.DF_DFAB),
    /** d:f −= a × b signed. */
    SMLSL(Shape.DF_DFAB),
    /** d:f = a × b + d + f, all unsigned. */
    UMAAL(Shape.DF_DFAB),
    /** d:f += a, sign-extended. */
    ADD_LONG(Shape.DF_DFA),
    /** d:f −= a, sign-extended. */
    SUB_LONG(Shape.DF_DFA),
    /** d = bits 47:16 of a × b, signed. */
    SMULW(Shape.D_AB),
    /** d = a / b signed, 0 for b = 0. */
    SDIV(Shape.D_AB),
    /** d = a / b unsigned, 0 for b = 0. */
    UDIV(Shape.D_AB),
    /** d = sum of the absolute differences of the bytes. */
    USAD8(Shape.D_AB),

    // Saturation and packed arithmetic.

    /** d = a + b; Q set when that overflows. */
    ADDQ(Shape.D_AB, Flags.NONE, Flags.Q),
    /** d = a + b + f; Q set when the sum overflows. */
    ADD3Q(Shape.D_ABF, Flags.NONE, Flags.Q),
    /** d = a + b saturated, Q. */
    QADD(Shape.D_AB, Flags.NONE, Flags.Q),
    /** d = a − b saturated, Q. */
    QSUB(Shape.D_AB, Flags.NONE, Flags.Q),
    /** d = a saturated to i bits signed, Q. */
    SSAT(Shape.D_A, Flags.NONE, Flags.Q),
    /** d = a saturated to i bits unsigned, Q. */
    USAT(Shape.D_A, Flags.NONE, Flags.Q),
    /** d = both halfwords of a saturated to i bits signed, Q. */
    SSAT16(Shape.D_A, Flags.NONE, Flags.Q),
    /** d = both halfwords of a saturated to i bits unsigned, Q. */
    USAT16(Shape.D_A, Flags.NONE, Flags.Q),
    /** d = parallel operation i ({@link ParallelCode}) of a and b. */
    PARALLEL(Shape.D_AB),
    /** GE = the flags of parallel operation i of a and b. */
    PARALLEL_GE(Shape.AB, Flags.NONE, Flags.GE),

    // Control within an instruction.

    /** Skips i micro-operations unless condition {@code a} (a constant, {@link trapline.emulator.isa.Cond#code}) holds. */
    SKIP_UNLESS(Shape.NONE, Flags.NZCV, Flags.NONE, Effect.SKIP),
    // Memory. Addresses are virtual; values little-endian.

    /** d = byte at a + i, zero-extended. */
    LOAD8(Shape.D_A, Effect.MEMORY),
    /** d = byte at a + i, sign-extended. */
    LOAD8S(Shape.D_A, Effect.MEMORY),
    /** d = halfword at a + i, zero-extended. */
    LOAD16(Shape.D_A, Effect.MEMORY),
    /** d = halfword at a + i, sign-extended. */
    LOAD16S(Shape.D_A, Effect.MEMORY),
    /** d = word at a + i. */
    LOAD32(Shape.D_A, Effect.MEMORY),
    /** d = byte at a + (b &lt;&lt; i), zero-extended. */
    LOAD8X(Shape.D_AB, Effect.MEMORY),
    /** d = word at a + (b &lt;&lt; i). */
    LOAD32X(Shape.D_AB, Effect.MEMORY),
    /** d = word at a + i, which must be aligned. */
    LOAD32_ALIGNED(Shape.D_A, Effect.MEMORY),
    /** d = {@code b} bytes (a constant) at a, with the permissions of PL0, zero-extended. */
    LOAD_UNPRIVILEGED(Shape.D_A, Effect.MEMORY),
    /** d and, when {@code b} (a constant) is 8, f = {@code b} bytes at a, exclusively; f receives the word at a + 4. */
    LOAD_EXCLUSIVE(Shape.DF_A, Effect.MEMORY),
    /** Byte at a + i = b. */
    STORE8(Shape.AB, Effect.STORE),
    /** Halfword at a + i = b. */
    STORE16(Shape.AB, Effect.STORE),
    /** Word at a + i = b. */
    STORE32(Shape.AB, Effect.STORE),
    /** Byte at a + (b &lt;&lt; i) = d. */
    STORE8X(Shape.ABD, Effect.STORE),
    /** Word at a + (b &lt;&lt; i) = d. */
    STORE32X(Shape.ABD, Effect.STORE),
    /** Word at a + i, which must be aligned, = b. */
    STORE32_ALIGNED(Shape.AB, Effect.STORE),
    /** i bytes at a = b, with the permissions of PL0. */
    STORE_UNPRIVILEGED(Shape.AB, Effect.STORE),
    /** Store-exclusive of b, and for 8 bytes of f as the word at a + 4; i[15:8] bytes at a; d = 0 when stored, 1 when not. */
    STORE_EXCLUSIVE(Shape.D_ABF, Effect.STORE),
    /** Clears the exclusive monitor. */
    CLEAR_EXCLUSIVE(Shape.NONE, Effect.MEMORY),

    // Calls of SystemOperations that go on with the next micro-operation.

    /** d = CPSR. */
    READ_CPSR(Shape.D, Effect.SYSTEM),
    /** d = SPSR. */
    READ_SPSR(Shape.D, Effect.SYSTEM),
    /** SPSR = a, bytes i. */
    WRITE_SPSR(Shape.A, Effect.SYSTEM),
    /** CPSR = a, bytes i. */
    WRITE_CPSR(Shape.A, Effect.SYSTEM),
    /** CPS: i = mode[4:0], A, I, F at 7:5, enable 8, disable 9. */
    CHANGE_STATE(Shape.NONE, Effect.SYSTEM),
    /** SETEND: CPSR.E = i. */
    SET_ENDIANNESS(Shape.NONE, Effect.SYSTEM),
    /** d = banked register i (R:SYSm). */
    READ_BANKED(Shape.D, Effect.SYSTEM),
    /** Banked register i (R:SYSm) = a. */
    WRITE_BANKED(Shape.A, Effect.SYSTEM),
    /** d = User mode register i. */
    READ_USER(Shape.D, Effect.SYSTEM),
    /** User mode register i = a. */
    WRITE_USER(Shape.A, Effect.SYSTEM),
    /** d = SP of mode i. */
    READ_BANKED_SP(Shape.D, Effect.SYSTEM),
    /** SP of mode i = a. */
    WRITE_BANKED_SP(Shape.A, Effect.SYSTEM),
    /** d = coprocessor register i ({@code CoprocessorEncoding}), Rt is number {@code a}. */
    READ_COPROCESSOR(Shape.D, Effect.SYSTEM),
    /** Coprocessor register i = a, Rt is number {@code b}. */
    WRITE_COPROCESSOR(Shape.A, Effect.SYSTEM),
    /** d (low) and f (high) = 64-bit coprocessor register i[31:8] &lt;&lt; 4, Rt is number {@code a}, Rt2 {@code b}. */
    READ_COPROCESSOR64(Shape.DF, Effect.SYSTEM),
    /** 64-bit coprocessor register i = b:a; Rt is number {@code d[3:0]}, Rt2 {@code d[7:4]}. */
    WRITE_COPROCESSOR64(Shape.AB, Effect.SYSTEM),
    /** Any other coprocessor instruction, of coprocessor {@code a}, encoding i. */
    OTHER_COPROCESSOR(Shape.NONE, Effect.SYSTEM),
    /** Traps BXJ of register number i where HSTR says so. */
    CHECK_BXJ(Shape.NONE, Effect.SYSTEM),
    /** SWP and SWPB are UNDEFINED unless SCTLR.SW. */
    CHECK_SWAP(Shape.NONE, Effect.SYSTEM),
    /** SEV. */
    SEND_EVENT(Shape.NONE, Effect.SYSTEM),
    /** WFI; i is HSR[25:20] of the instruction. */
    WAIT_FOR_INTERRUPT(Shape.NONE, Effect.SYSTEM),
    /** WFE; i as for WFI. */
    WAIT_FOR_EVENT(Shape.NONE, Effect.SYSTEM),
    /** ISB. */
    INSTRUCTION_BARRIER(Shape.NONE, Effect.SYSTEM),

    // Calls of SystemOperations that leave the address to go on from in slot 15; EXIT_EXAMINE follows.

    /** SVC i. A semihosting call goes on with the next instruction. */
    SUPERVISOR_CALL(Shape.NONE, Effect.SYSTEM),
    /** HVC i. */
    HYPERVISOR_CALL(Shape.NONE, Effect.SYSTEM),
    /** SMC i. */
    SECURE_MONITOR_CALL(Shape.NONE, Effect.SYSTEM),
    /** BKPT i. */
    BREAKPOINT(Shape.NONE, Effect.SYSTEM),
    /** UDF and what is not allocated; i is the encoding. */
    UNDEFINED(Shape.NONE, Effect.SYSTEM),
    /** ERET in Hyp mode. */
    RETURN_FROM_HYP(Shape.NONE, Effect.SYSTEM),
    /** Exception return to a with CPSR = b. */
    EXCEPTION_RETURN(Shape.AB, Effect.SYSTEM),

    // The end of a block. ITSTATE has been set where it is not what it was at entry.

    /** CPSR.IT = i. */
    SET_IT(Shape.NONE),
    /** CPSR.T = i. */
    SET_THUMB(Shape.NONE),
    /** PC = i; {@code a} says which link of the block leads there: 0, or 1 for the target of a conditional branch. */
    EXIT_JUMP(Shape.NONE, Effect.EXIT),
    /** PC = i by link 1 when condition {@code a} holds, else goes on. */
    EXIT_IF(Shape.NONE, Flags.NZCV, Flags.NONE, Effect.EXIT),
    /** PC = i by link 1 when a is zero, else goes on. */
    EXIT_IF_ZERO(Shape.A, Effect.EXIT),
    /** PC = i by link 1 when a is not zero, else goes on. */
    EXIT_IF_NONZERO(Shape.A, Effect.EXIT),
    /** PC = a, same instruction set; the bits that the instruction set does not use are clear. */
    EXIT_INDIRECT(Shape.A, Effect.EXIT),
    /** {@code BXWritePC(a)}: bit 0 selects the instruction set. */
    EXIT_INTERWORK(Shape.A, Effect.EXIT),
    /** PC = i, after a SYSTEM micro-operation: interrupts, context and mode are to be examined anew. */
    EXIT_EXAMINE_AT(Shape.NONE, Effect.EXIT),
    /** As EXIT_EXAMINE_AT with PC as the SYSTEM micro-operation left it. */
    EXIT_EXAMINE(Shape.NONE, Effect.EXIT);

    private final Shape shape;
    private final int flagsRead;
    private final int flagsWritten;
    private final Effect effect;

    UopKind(Shape shape) {
        this(shape, Flags.NONE, Flags.NONE, Effect.PURE);
    }

    UopKind(Shape shape, int flagsRead, int flagsWritten) {
        this(shape, flagsRead, flagsWritten, Effect.PURE);
    }

    UopKind(Shape shape, Effect effect) {
        this(shape, Flags.NONE, Flags.NONE, effect);
    }

    UopKind(Shape shape, int flagsRead, int flagsWritten, Effect effect) {
        this.shape = shape;
        this.flagsRead = flagsRead;
        this.flagsWritten = flagsWritten;
        this.effect = effect;
    }

    /** Which operands are slots. */
    public Shape shape() {
        return shape;
    }

    /** The {@link Flags} whose values it uses, those apart that {@link Effect} implies. */
    public int flagsRead() {
        return flagsRead;
    }

    /** The {@link Flags} that it writes, those apart that {@link Effect} implies. */
    public int flagsWritten() {
        return flagsWritten;
    }

    /** What it does beyond slots and flags. */
    public Effect effect() {
        return effect;
    }

    /** Whether it can throw {@link trapline.emulator.cpu.GuestFault}. */
    public boolean mayFault() {
        return effect.mayFault();
    }
}
