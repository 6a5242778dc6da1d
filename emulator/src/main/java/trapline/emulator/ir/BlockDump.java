package trapline.emulator.ir;

import trapline.emulator.decode.Decoder;
import trapline.emulator.isa.Disassembler;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.InstructionSet;

/** A block as text: each instruction with its micro-operations. */
public final class BlockDump {
    private BlockDump() {}

    /** The text. */
    public static String dump(Block block) {
        InstructionSet set = BlockKey.thumb(block.key) ? InstructionSet.T32 : InstructionSet.A32;
        StringBuilder text = new StringBuilder(256);
        text.append("block pc=%08x page=%09x key=%03x%n".formatted(block.pc, block.page, block.key));
        for (int n = 0; n < block.length; n++) {
            text.append("%08x  %s%n"
                    .formatted(block.pc(n), Disassembler.disassemble(instruction(block, n), set, block.pc(n))));
            for (int uop = block.start(n); uop < block.start(n + 1); uop++) {
                text.append("            ").append(describe(block.uop(uop))).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static Insn instruction(Block block, int n) {
        int word = block.word(n);
        if (!BlockKey.thumb(block.key)) {
            return Decoder.decodeA32(word);
        }
        return block.isWide(n) ? Decoder.decodeT32(word) : Decoder.decodeT16(word, block.itState(n) != 0);
    }

    private static String describe(Uop uop) {
        return "%-18s %-5s %-5s %-5s %s"
                .formatted(
                        uop.kind(),
                        slot(uop.dst()),
                        slot(uop.a()),
                        slot(uop.b()),
                        "0x" + Integer.toHexString(uop.imm()));
    }

    private static String slot(int number) {
        if (number == Uop.ZERO) {
            return "zero";
        }
        return number < 16 ? "r" + number : "t" + (number - 16);
    }
}
