package trapline.emulator.ir;

import java.util.Optional;
import trapline.emulator.fp.Registers;
import trapline.emulator.fp.SimdFloat;
import trapline.emulator.fp.SimdInteger;
import trapline.emulator.fp.SimdLong;
import trapline.emulator.fp.SimdPermute;
import trapline.emulator.fp.SimdShift;
import trapline.emulator.fp.SimdStructures;
import trapline.emulator.fp.SimdTwo;
import trapline.emulator.fp.VfpConvert;
import trapline.emulator.fp.VfpDouble;
import trapline.emulator.fp.VfpSingle;

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

    // Registers of the Floating-point and Advanced SIMD Extensions; i is packed as {@code trapline.emulator.fp.Packed}
    // says. The
    // meaning of each is its method, which the interpreter calls too.

    /** d = word i of the extension registers, in the order of S registers. */
    EXT_WORD(Shape.D, Registers.class, "word"),
    /** Word i of the extension registers = a. */
    EXT_SET_WORD(Shape.A, Registers.class, "setWord"),
    /** d = an element of a D register. */
    EXT_ELEMENT(Shape.D, Registers.class, "element"),
    /** An element of a D register = a. */
    EXT_SET_ELEMENT(Shape.A, Registers.class, "setElement"),
    /** All elements of a D or Q register = a. */
    EXT_DUPLICATE(Shape.A, Registers.class, "duplicate"),
    /** VMOV of an S register. */
    VMOV_F32(Shape.NONE, Registers.class, "moveSingle"),
    /** VMOV of a D register. */
    VMOV_F64(Shape.NONE, Registers.class, "moveDouble"),
    /** d = FPSCR. */
    READ_FPSCR(Shape.D, Registers.class, "fpscr"),

    // Floating-point, A7.5.

    /** VADD.F32. */
    VADD_F32(Shape.NONE, VfpSingle.class, "add"),
    /** VSUB.F32. */
    VSUB_F32(Shape.NONE, VfpSingle.class, "subtract"),
    /** VMUL.F32. */
    VMUL_F32(Shape.NONE, VfpSingle.class, "multiply"),
    /** VNMUL.F32. */
    VNMUL_F32(Shape.NONE, VfpSingle.class, "multiplyNegate"),
    /** VDIV.F32. */
    VDIV_F32(Shape.NONE, VfpSingle.class, "divide"),
    /** VMLA.F32. */
    VMLA_F32(Shape.NONE, VfpSingle.class, "multiplyAccumulate"),
    /** VMLS.F32. */
    VMLS_F32(Shape.NONE, VfpSingle.class, "multiplySubtract"),
    /** VNMLA.F32. */
    VNMLA_F32(Shape.NONE, VfpSingle.class, "negateMultiplyAccumulate"),
    /** VNMLS.F32. */
    VNMLS_F32(Shape.NONE, VfpSingle.class, "negateMultiplySubtract"),
    /** VFMA.F32. */
    VFMA_F32(Shape.NONE, VfpSingle.class, "fusedMultiplyAdd"),
    /** VFMS.F32. */
    VFMS_F32(Shape.NONE, VfpSingle.class, "fusedMultiplySubtract"),
    /** VFNMA.F32. */
    VFNMA_F32(Shape.NONE, VfpSingle.class, "fusedNegateMultiplyAdd"),
    /** VFNMS.F32. */
    VFNMS_F32(Shape.NONE, VfpSingle.class, "fusedNegateMultiplySubtract"),
    /** VABS.F32. */
    VABS_F32(Shape.NONE, VfpSingle.class, "abs"),
    /** VNEG.F32. */
    VNEG_F32(Shape.NONE, VfpSingle.class, "negate"),
    /** VSQRT.F32. */
    VSQRT_F32(Shape.NONE, VfpSingle.class, "squareRoot"),
    /** VCMP.F32. */
    VCMP_F32(Shape.NONE, VfpSingle.class, "compare"),
    /** VCMPE.F32. */
    VCMPE_F32(Shape.NONE, VfpSingle.class, "compareExceptional"),
    /** VCMP.F32 and VCMPE.F32 with zero. */
    VCMPZ_F32(Shape.NONE, VfpSingle.class, "compareZero"),
    /** VADD.F64. */
    VADD_F64(Shape.NONE, VfpDouble.class, "add"),
    /** VSUB.F64. */
    VSUB_F64(Shape.NONE, VfpDouble.class, "subtract"),
    /** VMUL.F64. */
    VMUL_F64(Shape.NONE, VfpDouble.class, "multiply"),
    /** VNMUL.F64. */
    VNMUL_F64(Shape.NONE, VfpDouble.class, "multiplyNegate"),
    /** VDIV.F64. */
    VDIV_F64(Shape.NONE, VfpDouble.class, "divide"),
    /** VMLA.F64. */
    VMLA_F64(Shape.NONE, VfpDouble.class, "multiplyAccumulate"),
    /** VMLS.F64. */
    VMLS_F64(Shape.NONE, VfpDouble.class, "multiplySubtract"),
    /** VNMLA.F64. */
    VNMLA_F64(Shape.NONE, VfpDouble.class, "negateMultiplyAccumulate"),
    /** VNMLS.F64. */
    VNMLS_F64(Shape.NONE, VfpDouble.class, "negateMultiplySubtract"),
    /** VFMA.F64. */
    VFMA_F64(Shape.NONE, VfpDouble.class, "fusedMultiplyAdd"),
    /** VFMS.F64. */
    VFMS_F64(Shape.NONE, VfpDouble.class, "fusedMultiplySubtract"),
    /** VFNMA.F64. */
    VFNMA_F64(Shape.NONE, VfpDouble.class, "fusedNegateMultiplyAdd"),
    /** VFNMS.F64. */
    VFNMS_F64(Shape.NONE, VfpDouble.class, "fusedNegateMultiplySubtract"),
    /** VABS.F64. */
    VABS_F64(Shape.NONE, VfpDouble.class, "abs"),
    /** VNEG.F64. */
    VNEG_F64(Shape.NONE, VfpDouble.class, "negate"),
    /** VSQRT.F64. */
    VSQRT_F64(Shape.NONE, VfpDouble.class, "squareRoot"),
    /** VCMP.F64. */
    VCMP_F64(Shape.NONE, VfpDouble.class, "compare"),
    /** VCMPE.F64. */
    VCMPE_F64(Shape.NONE, VfpDouble.class, "compareExceptional"),
    /** VCMP.F64 and VCMPE.F64 with zero. */
    VCMPZ_F64(Shape.NONE, VfpDouble.class, "compareZero"),
    /** VCVT.F64.F32. */
    VCVT_F64_F32(Shape.NONE, VfpConvert.class, "singleToDouble"),
    /** VCVT.F32.F64. */
    VCVT_F32_F64(Shape.NONE, VfpConvert.class, "doubleToSingle"),
    /** VCVT.S32.F32. */
    VCVT_S32_F32(Shape.NONE, VfpConvert.class, "singleToSigned"),
    /** VCVT.S32.F64. */
    VCVT_S32_F64(Shape.NONE, VfpConvert.class, "doubleToSigned"),
    /** VCVT.U32.F32. */
    VCVT_U32_F32(Shape.NONE, VfpConvert.class, "singleToUnsigned"),
    /** VCVT.U32.F64. */
    VCVT_U32_F64(Shape.NONE, VfpConvert.class, "doubleToUnsigned"),
    /** VCVTR from single-precision. */
    VCVTR_F32(Shape.NONE, VfpConvert.class, "singleToInteger"),
    /** VCVTR from double-precision. */
    VCVTR_F64(Shape.NONE, VfpConvert.class, "doubleToInteger"),
    /** VCVT.F32 of an integer. */
    VCVT_F32_INT(Shape.NONE, VfpConvert.class, "integerToSingle"),
    /** VCVT.F64 of an integer. */
    VCVT_F64_INT(Shape.NONE, VfpConvert.class, "integerToDouble"),
    /** VCVT.F32 of a fixed-point number. */
    VCVT_F32_FIXED(Shape.NONE, VfpConvert.class, "fixedToSingle"),
    /** VCVT.F64 of a fixed-point number. */
    VCVT_F64_FIXED(Shape.NONE, VfpConvert.class, "fixedToDouble"),
    /** VCVT of single-precision to fixed-point. */
    VCVT_FIXED_F32(Shape.NONE, VfpConvert.class, "singleToFixed"),
    /** VCVT of double-precision to fixed-point. */
    VCVT_FIXED_F64(Shape.NONE, VfpConvert.class, "doubleToFixed"),
    /** VCVTB and VCVTT to single-precision. */
    VCVT_F32_F16(Shape.NONE, VfpConvert.class, "halfToSingle"),
    /** VCVTB and VCVTT to half-precision. */
    VCVT_F16_F32(Shape.NONE, VfpConvert.class, "singleToHalf"),

    // Advanced SIMD, A7.4, by group.

    /** Three registers of the same length. */
    SIMD_THREE_SAME(Shape.NONE, SimdInteger.class, "threeSame"),
    /** Two registers and a scalar. */
    SIMD_BY_SCALAR(Shape.NONE, SimdInteger.class, "byScalar"),
    /** Three registers of the same length, single-precision. */
    SIMD_THREE_SAME_FLOAT(Shape.NONE, SimdFloat.class, "threeSame"),
    /** Two registers and a scalar, single-precision. */
    SIMD_BY_SCALAR_FLOAT(Shape.NONE, SimdFloat.class, "byScalar"),
    /** Three registers of different lengths. */
    SIMD_THREE_DIFFERENT(Shape.NONE, SimdLong.class, "threeDifferent"),
    /** Two registers and a scalar with a long result. */
    SIMD_BY_SCALAR_LONG(Shape.NONE, SimdLong.class, "byScalar"),
    /** Shifts by an immediate. */
    SIMD_SHIFT(Shape.NONE, SimdShift.class, "shift"),
    /** Two registers, miscellaneous. */
    SIMD_TWO(Shape.NONE, SimdTwo.class, "two"),
    /** VCVT of fixed-point to single-precision elements. */
    SIMD_VCVT_F32_FIXED(Shape.NONE, SimdFloat.class, "ofFixed"),
    /** VCVT of single-precision to fixed-point elements. */
    SIMD_VCVT_FIXED_F32(Shape.NONE, SimdFloat.class, "toFixed"),
    /** VEXT. */
    VEXT(Shape.NONE, SimdPermute.class, "extract"),
    /** VTBL and VTBX. */
    VTBL(Shape.NONE, SimdPermute.class, "table"),
    /** VDUP of a scalar. */
    VDUP_SCALAR(Shape.NONE, SimdPermute.class, "duplicateScalar"),
    /** Gives the registers of a structure their elements, when it has been loaded as it is in memory. */
    SIMD_DEINTERLEAVE(Shape.NONE, SimdStructures.class, "deinterleave"),
    /** d = a word of what memory is to hold of a structure. */
    SIMD_INTERLEAVED_WORD(Shape.D, SimdStructures.class, "interleavedWord"),

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
    /** d = word at a, of elements of {@code b} bytes (a constant), or the first of one of 8: {@code MemoryPort.loadElements}. */
    LOAD_ELEMENTS(Shape.D_A, Effect.MEMORY),
    /** Word of elements of i bytes at a = b. */
    STORE_ELEMENTS(Shape.AB, Effect.STORE),
    /** Faults unless a is a multiple of {@code i[7:0]}, as a read, or with i[8] as a write. */
    CHECK_ALIGNMENT(Shape.A, Effect.MEMORY),
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
    /** Any other coprocessor instruction, of coprocessor {@code a}, encoding i; see {@code SystemOperations.otherCoprocessor}. */
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

    private static final UopKind[] ALL = values();

    private final Shape shape;
    private final int flagsRead;
    private final int flagsWritten;
    private final Effect effect;
    private final Optional<ExtensionMethod> method;

    UopKind(Shape shape, Class<?> owner, String name) {
        this.shape = shape;
        this.flagsRead = Flags.NONE;
        this.flagsWritten = Flags.NONE;
        this.effect = Effect.PURE;
        this.method = Optional.of(new ExtensionMethod(owner, name, shape));
    }

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
        this.method = Optional.empty();
    }

    /** The kind with an ordinal. */
    static UopKind of(int ordinal) {
        return ALL[ordinal];
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

    /** What it does to the extension registers, which is then all that it does; passes must not take it for free of effects. */
    public Optional<ExtensionMethod> method() {
        return method;
    }

    /** Whether it can throw {@link trapline.emulator.cpu.GuestFault}. */
    public boolean mayFault() {
        return effect.mayFault();
    }
}
