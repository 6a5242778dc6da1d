package trapline.emulator.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.emulator.isa.Disassembler;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.InstructionSet;

/** Our decoder and disassembler against GNU objdump, over encodings of every row. */
class DisassemblerOracleTest {
    private static final long SEED = Long.getLong("trapline.seed", 0xD15A55E);
    private static final int PER_ROW = Integer.getInteger("trapline.perRow", 60);
    private static final String OBJDUMP = "arm-none-eabi-objdump";

    @TempDir
    Path directory;

    @Test
    void a32TextIsThatOfObjdump() throws Exception {
        assumeObjdump();
        List<Integer> words = sample(Decoder.A32, -1);
        ByteBuffer image = ByteBuffer.allocate(4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
        words.forEach(image::putInt);
        Map<Integer, String> theirs = objdump(image.array(), "-M", "reg-names-std");
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Insn insn = Decoder.decodeA32(words.get(i));
            compare(
                    words.get(i),
                    Decoder.A32,
                    ObjdumpText.withoutSecondOfPair(Disassembler.disassemble(insn, InstructionSet.A32, 4 * i)),
                    theirs.get(4 * i),
                    differences);
        }
        report(differences, words.size());
    }

    @Test
    void t32TextIsThatOfObjdump() throws Exception {
        assumeObjdump();
        List<Integer> wide = sample(Decoder.T32, -1);
        List<Integer> narrow = sample(Decoder.T16, 0xFFFF);
        ByteBuffer image =
                ByteBuffer.allocate(4 * wide.size() + 2 * narrow.size()).order(ByteOrder.LITTLE_ENDIAN);
        wide.forEach(word -> image.putShort((short) (word >>> 16)).putShort((short) (int) word));
        narrow.forEach(word -> image.putShort((short) (int) word));
        Map<Integer, String> theirs = objdump(image.array(), "-M", "reg-names-std,force-thumb");
        List<String> differences = new ArrayList<>();
        int va = 0;
        for (int word : wide) {
            String ours = Disassembler.disassemble(Decoder.decodeT32(word), InstructionSet.T32, va);
            compare(word, Decoder.T32, ours, theirs.get(va), differences);
            va += 4;
        }
        for (int word : narrow) {
            String ours = Disassembler.disassemble(Decoder.decodeT16(word, false), InstructionSet.T32, va);
            compare(word, Decoder.T16, ours, theirs.get(va), differences);
            va += 2;
        }
        report(differences, wide.size() + narrow.size());
    }

    private static List<Integer> sample(EncodingTable table, int limit) {
        Random random = new Random(SEED);
        List<Integer> words = new ArrayList<>();
        for (EncodingRow row : table.rows()) {
            int fields = fields(row);
            for (int i = 0; i < PER_ROW; i++) {
                int word = adjust(row, (row.value() | random.nextInt() & fields) & limit);
                if (!hasTextOfItsOwn(row)
                        && table.find(word).filter(found -> found == row).isPresent()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /** Unallocated hints are one form, and IT changes the text of what follows. */
    private static boolean hasTextOfItsOwn(EncodingRow row) {
        String form = row.formName();
        return form.equals("MemoryHint") || form.equals("IfThen");
    }

    private static int fields(EncodingRow row) {
        int bits = 0;
        for (char letter = 0; letter < FieldMasks.LETTERS; letter++) {
            bits |= row.fieldMask(letter);
        }
        return bits;
    }

    /** Coprocessor 14, as others have names of their own in objdump; and Rm in the place of Rn where objdump prints that one. */
    private static int adjust(EncodingRow row, int word) {
        if (row.fieldMask('p') != 0) {
            return word & ~0xF00 | 0xE00;
        }
        boolean wideUnary = (row.value() & 0xFFC0_F000) == 0xFA80_F000 && row.fieldMask('n') == 0;
        return wideUnary ? word | (word & 0xF) << 16 : word;
    }

    private static void compare(int word, EncodingTable table, String ours, String theirs, List<String> differences) {
        boolean oracle = !ours.matches("undefined.*|bkpt[a-z].*|ldrs?[bh]t? pc.*") && !ObjdumpText.isNoOracle(theirs);
        if (oracle && !ObjdumpText.of(ours).equals(ObjdumpText.of(theirs))) {
            String row = table.find(word).map(EncodingRow::name).orElse("none");
            differences.add("%-12s %08x ours [%s] objdump [%s]"
                    .formatted(row, word, ObjdumpText.of(ours), ObjdumpText.of(theirs)));
        }
    }

    private static void report(List<String> differences, int compared) {
        System.out.println("compared " + compared + " encodings with objdump, seed " + SEED);
        assertEquals("", String.join("\n", differences), "differences to objdump");
        assertTrue(compared > 0, "nothing compared");
    }

    private static void assumeObjdump() {
        boolean there;
        try {
            Process process = new ProcessBuilder(OBJDUMP, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            there = process.waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            there = false;
        }
        Assumptions.assumeTrue(there, "skipped: " + OBJDUMP + " (Debian: binutils-arm-none-eabi) is not installed");
    }

    private Map<Integer, String> objdump(byte[] image, String... options) throws IOException {
        Path file = Files.write(directory.resolve("words.bin"), image);
        List<String> command = new ArrayList<>(List.of(OBJDUMP, "-D", "-z", "-b", "binary", "-m", "arm"));
        command.addAll(List.of(options));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Map<Integer, String> lines = new LinkedHashMap<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] parts = line.split("\t", 3);
                if (parts.length == 3) {
                    lines.put(Integer.parseUnsignedInt(parts[0].trim().replace(":", ""), 16), parts[2]);
                }
            }
        }
        return lines;
    }
}
