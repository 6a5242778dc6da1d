package trapline.emulator.isa;

/**
 * A decoded instruction: one immutable record per instruction <em>form</em>, its fields unpacked, its immediates expanded.
 *
 * <p>A32 and T32 encodings of one operation yield the same record; what still differs between the two is the value that a read of
 * the PC gives (+8 or +4), which the translator adds. The forms are grouped as in chapter A4 of ARM DDI 0406C, and each group is a
 * sealed interface, so that a switch over a group breaks the build when a form is added.
 *
 * <p>Registers are numbers 0 to 15. Immediates are 32-bit values as the pseudocode's {@code imm32}.
 */
public sealed interface Insn
        permits BranchInsn,
                CoprocessorInsn,
                DataProcessingInsn,
                ExceptionInsn,
                HintInsn,
                LoadStoreInsn,
                MediaInsn,
                MultiplyInsn,
                SimdInsn,
                StatusInsn,
                VfpInsn {

    /**
     * The condition in the encoding: the A32 {@code cond} field, or the one of T32 {@code B<c>}; {@link Cond#AL} for every other
     * T32 instruction, to which the translator applies ITSTATE (A8.3).
     */
    Cond cond();
}
