package trapline.tests.agreement;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.Disassembler;
import trapline.emulator.isa.InstructionSet;

/** Random code as it grows: halfwords from an address on, and where each instruction is. */
final class CodeBuffer {
    private final int base;
    private final InstructionSet set;
    private final List<Integer> halfwords = new ArrayList<>();

    CodeBuffer(int base, InstructionSet set) {
        this.base = base;
        this.set = set;
    }

    InstructionSet set() {
        return set;
    }

    /** Where the next instruction goes. */
    int address() {
        return base + 2 * halfwords.size();
    }

    void halfword(int value) {
        halfwords.add(value & 0xFFFF);
    }

    /** An A32 word as it lies in memory, also inside T32 code. */
    void dataWord(int value) {
        halfword(value);
        halfword(value >>> 16);
    }

    /** A 32-bit instruction of the instruction set. */
    void wide(int word) {
        if (set == InstructionSet.A32) {
            dataWord(word);
        } else {
            halfword(word >>> 16);
            halfword(word);
        }
    }

    /** MOVW and MOVT. */
    void constant(int rd, int value) {
        if (set == InstructionSet.A32) {
            wide(0xE300_0000 | (value >>> 12 & 0xF) << 16 | rd << 12 | value & 0xFFF);
            wide(0xE340_0000 | value >>> 28 << 16 | rd << 12 | value >>> 16 & 0xFFF);
        } else {
            wide(0xF240_0000 | thumbImm16(value & 0xFFFF) | rd << 8);
            wide(0xF2C0_0000 | thumbImm16(value >>> 16) | rd << 8);
        }
    }

    private static int thumbImm16(int imm16) {
        return (imm16 >>> 12) << 16 | (imm16 >>> 11 & 1) << 26 | (imm16 >>> 8 & 7) << 12 | imm16 & 0xFF;
    }

    /** In T32, a NOP to reach a word boundary. */
    void align() {
        if ((address() & 2) != 0) {
            halfword(0xBF00);
        }
    }

    /** An instruction that does something and is 2 bytes in T32. */
    void filler() {
        if (set == InstructionSet.A32) {
            wide(0xE280_0001);
        } else {
            halfword(0x3001);
        }
    }

    /** The SVC that ends a case. */
    void end() {
        if (set == InstructionSet.A32) {
            wide(0xEF00_0000);
        } else {
            halfword(0xDF00);
        }
    }

    List<Integer> halfwords() {
        return halfwords;
    }

    /** The code disassembled, from a halfword on. */
    String listing(int fromHalfword) {
        StringBuilder text = new StringBuilder();
        int at = fromHalfword;
        boolean lastWasIt = false;
        while (at < halfwords.size()) {
            int va = base + 2 * at;
            int first = halfwords.get(at);
            boolean wide = set == InstructionSet.A32 || Decoder.isWide(first);
            int second = wide && at + 1 < halfwords.size() ? halfwords.get(at + 1) : 0;
            int word = set == InstructionSet.A32 ? second << 16 | first : wide ? first << 16 | second : first;
            String line =
                    switch (set) {
                        case A32 -> Disassembler.disassemble(Decoder.decodeA32(word), set, va);
                        case T32 ->
                            Disassembler.disassemble(
                                    wide ? Decoder.decodeT32(word) : Decoder.decodeT16(word, lastWasIt), set, va);
                    };
            lastWasIt = line.startsWith("it");
            text.append("%08x  %08x  %s%n".formatted(va, word, line));
            at += wide ? 2 : 1;
        }
        return text.toString();
    }
}
