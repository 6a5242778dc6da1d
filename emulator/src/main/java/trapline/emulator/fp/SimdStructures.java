package trapline.emulator.fp;

import trapline.emulator.cpu.CpuState;

/** The order of elements in structures of two to four (ARM DDI 0406C A7.7), between memory and registers. */
public final class SimdStructures {
    private static final int WORD = 32;

    private SimdStructures() {}

    /** What {@code amount} is for a structure: a word of it, how many elements it has, and the distance between its registers. */
    public static int shape(int word, int elements, int increment) {
        return Packed.amount(word | elements - 1 << 3 | increment - 1 << 5);
    }

    private static int elements(int imm) {
        return (Packed.amountOf(imm) >>> 3 & 0b11) + 1;
    }

    private static int increment(int imm) {
        return (Packed.amountOf(imm) >>> 5) + 1;
    }

    /** Gives each register of a structure its elements; before, they hold what memory holds, in its order. */
    public static void deinterleave(CpuState cpu, int imm) {
        int elements = elements(imm);
        int increment = increment(imm);
        int bits = 8 << Packed.size(imm);
        int perRegister = Long.SIZE / bits;
        int d = Packed.d(imm);
        long[] memory = new long[elements];
        for (int i = 0; i < elements; i++) {
            memory[i] = cpu.extension[d + i * increment];
        }
        for (int i = 0; i < elements; i++) {
            long result = 0;
            for (int e = 0; e < perRegister; e++) {
                int from = e * elements + i;
                result |= Lanes.unsigned(memory[from / perRegister], from % perRegister * bits, bits) << e * bits;
            }
            cpu.extension[d + i * increment] = result;
        }
    }

    /** One word of what memory is to hold. */
    public static int interleavedWord(CpuState cpu, int imm) {
        int elements = elements(imm);
        int increment = increment(imm);
        int bits = 8 << Packed.size(imm);
        int perWord = WORD / bits;
        int first = (Packed.amountOf(imm) & 0b111) * perWord;
        long result = 0;
        for (int n = 0; n < perWord; n++) {
            int from = first + n;
            long register = cpu.extension[Packed.d(imm) + from % elements * increment];
            result |= Lanes.unsigned(register, from / elements * bits, bits) << n * bits;
        }
        return (int) result;
    }
}
