package trapline.emulator.isa;

/**
 * The address of a load or store: {@code offset_addr = if add then R[n] + offset else R[n] - offset} (A8.5).
 *
 * @param rn the base register; 15 means {@code Align(PC,4)}, the literal forms, and is then never written back
 * @param add whether the offset is added; with an immediate of zero the disassembler shows the difference
 */
public record MemoryOperand(int rn, boolean add, Operand2.Offset offset, Indexing indexing) {

    /** Which address is used and whether the base register takes the other. */
    public enum Indexing {
        /** {@code [Rn, offset]}: the offset address, no write-back. */
        OFFSET,
        /** {@code [Rn, offset]!}: the offset address, written back. */
        PRE_INDEXED,
        /** {@code [Rn], offset}: the base address; the offset address is written back. */
        POST_INDEXED;

        /** Whether Rn is written. */
        public boolean writesBack() {
            return this != OFFSET;
        }
    }
}
