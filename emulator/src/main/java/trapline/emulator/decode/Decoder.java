package trapline.emulator.decode;

import java.util.Optional;
import java.util.function.UnaryOperator;
import trapline.emulator.isa.Cond;
import trapline.emulator.isa.ExceptionInsn.Undefined;
import trapline.emulator.isa.Insn;

/** Decodes one instruction (A5, A6). Every word is something; what no row matches is {@link Undefined}. */
public final class Decoder {
    static final EncodingTable A32 = EncodingTable.loadExtended("a32.decode", 0x0FF0_00F0, UnaryOperator.identity());
    static final EncodingTable T32 = EncodingTable.loadExtended("t32.decode", 0x1FF0_80C0, Decoder::t32Layout);
    static final EncodingTable T16 = EncodingTable.load("t16.decode", Short.SIZE, 0xFFC0);

    private Decoder() {}

    /** The pattern of an extension's instruction as T32 has it (A7.4, A7.5, A7.7). */
    private static String t32Layout(String a32) {
        if (a32.startsWith("cccc")) {
            return "1110" + a32.substring(4);
        }
        return a32.startsWith("1111001")
                ? "111" + a32.charAt(7) + "1111" + a32.substring(8)
                : "11111001" + a32.substring(8);
    }

    /** An A32 instruction. */
    public static Insn decodeA32(int word) {
        return decode(A32, word, false, Cond.of(word >>> 28));
    }

    /** Whether a halfword is the first of a 32-bit T32 instruction (A6.1). */
    public static boolean isWide(int halfword) {
        return (halfword & 0xF800) >= 0xE800;
    }

    /** A 32-bit T32 instruction, its first halfword in bits 31:16. */
    public static Insn decodeT32(int word) {
        return decode(T32, word, false, Cond.AL);
    }

    /** A 16-bit T32 instruction; inside an IT block many of them leave the flags alone. */
    public static Insn decodeT16(int halfword, boolean inItBlock) {
        return decode(T16, halfword, inItBlock, Cond.AL);
    }

    private static Insn decode(EncodingTable table, int word, boolean inItBlock, Cond cond) {
        Optional<EncodingRow> row = table.find(word);
        return row.isPresent()
                ? row.get().form().build(new Fields(row.get(), word, inItBlock))
                : new Undefined(cond, word);
    }
}
