package trapline.emulator.isa;

/** Instructions that exist to take an exception (A4.8). */
public sealed interface ExceptionInsn extends Insn {

    /** SVC (A8.8.228): imm24 in A32, imm8 in T32. */
    record SupervisorCall(Cond cond, int imm) implements ExceptionInsn {}

    /** HVC (B9.3.4). */
    record HypervisorCall(Cond cond, int imm16) implements ExceptionInsn {}

    /** SMC (B9.3.14). */
    record SecureMonitorCall(Cond cond, int imm4) implements ExceptionInsn {}

    /** BKPT (A8.8.24): a Prefetch Abort (debug event) without halting debug. */
    record Breakpoint(Cond cond, int imm16) implements ExceptionInsn {}

    /** UDF (A8.8.247): permanently UNDEFINED. */
    record PermanentlyUndefined(Cond cond, int imm16) implements ExceptionInsn {}

    /** An encoding without an instruction: UNDEFINED; {@code word} is the encoding, a T16 one in its low half. */
    record Undefined(Cond cond, int word) implements ExceptionInsn {}
}
