package trapline.emulator.translate;

import org.jspecify.annotations.Nullable;
import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.Insn;

/** Remembers the instructions that were decoded last, because the same words come again and again. One instruction set, 32-bit words. */
final class DecodedWords {
    private static final int SIZE_LOG2 = 12;
    /** Spreads words that differ in few bits (Knuth, 6.4). */
    private static final int MULTIPLIER = 0x9E37_79B1;

    private final boolean thumb;
    private final int[] words = new int[1 << SIZE_LOG2];
    private final @Nullable Insn[] instructions = new Insn[1 << SIZE_LOG2];

    DecodedWords(boolean thumb) {
        this.thumb = thumb;
    }

    /** The instruction that a word is. */
    Insn find(int word) {
        int at = word * MULTIPLIER >>> Integer.SIZE - SIZE_LOG2;
        Insn known = instructions[at];
        if (known != null && words[at] == word) {
            return known;
        }
        Insn insn = decode(word);
        instructions[at] = insn;
        words[at] = word;
        return insn;
    }

    private Insn decode(int word) {
        return thumb ? Decoder.decodeT32(word) : Decoder.decodeA32(word);
    }
}
