package trapline.executors;

import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.Disassembler;
import trapline.emulator.isa.InstructionSet;

/**
 * An instruction that was put into a random program's memory.
 *
 * @param address where
 * @param word its encoding; of a wide T32 one, the first halfword is bits 31:16
 * @param size 4 or 2 bytes
 * @param thumb whether it is T32
 */
record Slot(int address, int word, int size, boolean thumb) {

    private static final int NOP_A32 = 0xE1A0_0000;
    private static final int NOP_T32 = 0xF3AF_8000;
    private static final int NOP_T16 = 0xBF00;

    /** An instruction of the same size that does nothing. */
    Slot nop() {
        int nop = !thumb ? NOP_A32 : size == 4 ? NOP_T32 : NOP_T16;
        return new Slot(address, nop, size, thumb);
    }

    boolean isNop() {
        return equals(nop());
    }

    /** The bytes in memory as a little-endian number. */
    int inMemory() {
        return thumb && size == 4 ? word << 16 | word >>> 16 : word;
    }

    void store(byte[] ram) {
        if (size == 4) {
            Code.word(ram, address, inMemory());
        } else {
            Code.halfword(ram, address, inMemory());
        }
    }

    @Override
    public String toString() {
        InstructionSet set = thumb ? InstructionSet.T32 : InstructionSet.A32;
        String text = Disassembler.disassemble(
                !thumb ? Decoder.decodeA32(word) : size == 4 ? Decoder.decodeT32(word) : Decoder.decodeT16(word, false),
                set,
                address);
        return size == 4
                ? "%08x  %08x  %s".formatted(address, word, text)
                : "%08x  %04x      %s".formatted(address, word, text);
    }
}
