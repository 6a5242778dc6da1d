package trapline.emulator.ir;

/**
 * What is known of the instructions of a block beside their micro-operations: needed where one of them faults or is looked at, and by the
 * compiler. Apart from the {@link Block}, so that interpreting that touches little memory.
 */
final class InstructionMap {
    /** ITSTATE of as many instructions as there can be, none of which is in an IT block. */
    private static final byte[] NO_IT = new byte[Block.MAX_INSTRUCTIONS + 1];

    private final int startPc;
    /** Ordinal of each micro-operation's kind. */
    private final byte[] kinds;
    /** Index of each micro-operation's instruction. */
    private final byte[] instructionOf;
    /** The encodings. */
    private final int[] words;
    /** Bit n: instruction n takes four bytes, not two. */
    private final long wide;
    /** ITSTATE at each instruction, and after the last. */
    private final byte[] itStates;
    /** Bits 31:16 of {@link #syndrome}. */
    private final short[] syndromes;

    InstructionMap(BlockBuilder builder) {
        startPc = builder.startPc();
        kinds = builder.kinds();
        instructionOf = builder.instructionOf();
        words = builder.words();
        wide = builder.wide();
        itStates = builder.isInItBlock() ? builder.itStates() : NO_IT;
        syndromes = builder.syndromes();
    }

    UopKind kind(int uop) {
        return UopKind.of(kinds[uop] & 0xFF);
    }

    /** The instruction to which a micro-operation belongs. */
    int instructionOf(int uop) {
        return instructionOf[uop];
    }

    /** Index of an instruction's first micro-operation; that after all of them, for the index after the last instruction. */
    int start(int instruction) {
        int uop = 0;
        while (uop < instructionOf.length && instructionOf[uop] < instruction) {
            uop++;
        }
        return uop;
    }

    /** Virtual address of an instruction, or after the last. */
    int pc(int instruction) {
        long before = (1L << instruction) - 1;
        int halfwords = instruction + Long.bitCount(wide & (instruction == Long.SIZE ? -1 : before));
        return startPc + 2 * halfwords;
    }

    boolean isWide(int instruction) {
        return (wide >>> instruction & 1) != 0;
    }

    int word(int instruction) {
        return words[instruction];
    }

    int itState(int instruction) {
        return itStates[instruction] & 0xFF;
    }

    /** IL, ISV, SAS, SSE and SRT at their places in the HSR, for a data abort at an instruction. */
    int syndrome(int instruction) {
        return syndromes[instruction] << 16;
    }
}
