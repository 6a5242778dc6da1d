package trapline.emulator.isa;

/** The instruction sets, which is what PSR.T selects; T16 is told from T32 by the encoding (A6.1). */
public enum InstructionSet {
    /** ARM instructions, 4 bytes. */
    A32(8),
    /** Thumb instructions, 2 or 4 bytes. */
    T32(4);

    private final int pcOffset;

    InstructionSet(int pcOffset) {
        this.pcOffset = pcOffset;
    }

    /** What a read of the PC gives beyond the instruction's address (A2.3). */
    public int pcOffset() {
        return pcOffset;
    }
}
