package trapline.emulator.isa;

/**
 * Instructions as text in UAL, in the manner of {@code objdump -d -M reg-names-std}, but for the widths {@code .n} and {@code .w}. A pure
 * function of the record, its address and its instruction set.
 */
public final class Disassembler {
    private Disassembler() {}

    /**
     * The text of an instruction.
     *
     * @param va where it is, which branch targets are relative to
     */
    public static String disassemble(Insn insn, InstructionSet set, int va) {
        return switch (insn) {
            case BranchInsn branch -> BranchText.of(branch, va + set.pcOffset());
            case CoprocessorInsn coprocessor -> CoprocessorText.of(coprocessor);
            case DataProcessingInsn dataProcessing -> DataProcessingText.of(dataProcessing);
            case ExceptionInsn exception -> ExceptionText.of(exception);
            case HintInsn hint -> ExceptionText.of(hint);
            case LoadStoreInsn loadStore -> LoadStoreText.of(loadStore);
            case MediaInsn media -> MediaText.of(media);
            case MultiplyInsn multiply -> MultiplyText.of(multiply);
            case SimdInsn simd -> SimdText.of(simd);
            case StatusInsn status -> StatusText.of(status);
            case VfpInsn vfp -> VfpText.of(vfp);
        };
    }
}
