package trapline.emulator.translate;

import org.jspecify.annotations.Nullable;
import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.Insn;

/** Remembers the instructions that were decoded last, because the same words come again and again. One instruction set, 32-bit words. */
final class DecodedWords {
    /** Grows with what is decoded. */
    private static final int SMALLEST_LOG2 = 8;

    private static final int LARGEST_LOG2 = 12;
    /** Spreads words that differ in few bits (Knuth, 6.4). */
    private static final int MULTIPLIER = 0x9E37_79B1;

    private final boolean thumb;
    private int sizeLog2 = SMALLEST_LOG2;
    private int[] words = new int[1 << SMALLEST_LOG2];
    private @Nullable Insn[] instructions = new Insn[1 << SMALLEST_LOG2];
    private int decoded;

    DecodedWords(boolean thumb) {
        this.thumb = thumb;
    }

    /** The instruction that a word is. */
    Insn find(int word) {
        int at = index(word);
        Insn known = instructions[at];
        if (known != null && words[at] == word) {
            return known;
        }
        Insn insn = decode(word);
        if (++decoded > words.length && sizeLog2 < LARGEST_LOG2) {
            grow();
        }
        put(word, insn);
        return insn;
    }

    private int index(int word) {
        return word * MULTIPLIER >>> Integer.SIZE - sizeLog2;
    }

    private void put(int word, Insn insn) {
        instructions[index(word)] = insn;
        words[index(word)] = word;
    }

    private void grow() {
        int[] oldWords = words;
        @Nullable Insn[] oldInstructions = instructions;
        sizeLog2 += 2;
        words = new int[1 << sizeLog2];
        instructions = new Insn[1 << sizeLog2];
        for (int n = 0; n < oldWords.length; n++) {
            Insn insn = oldInstructions[n];
            if (insn != null) {
                put(oldWords[n], insn);
            }
        }
    }

    private Insn decode(int word) {
        return thumb ? Decoder.decodeT32(word) : Decoder.decodeA32(word);
    }
}
