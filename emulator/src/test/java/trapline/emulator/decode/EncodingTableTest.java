package trapline.emulator.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.emulator.isa.Insn;

class EncodingTableTest {
    private static final long SEED = Long.getLong("trapline.seed", 0x5EED);
    private static final int SAMPLES = 400;

    enum Table {
        A32(Decoder.A32, 32),
        T32(Decoder.T32, 32),
        T16(Decoder.T16, 16);

        final EncodingTable rows;
        final int width;

        Table(EncodingTable rows, int width) {
            this.rows = rows;
            this.width = width;
        }

        int limit(int word) {
            return width == 32 ? word : word & 0xFFFF;
        }

        Insn decode(int word) {
            return switch (this) {
                case A32 -> Decoder.decodeA32(word);
                case T32 -> Decoder.decodeT32(word);
                case T16 -> Decoder.decodeT16(word, false);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsReachedAndBuildsItsForm(Table table) {
        Random random = new Random(SEED);
        for (EncodingRow row : table.rows.rows()) {
            int reached = 0;
            for (int i = 0; i < SAMPLES; i++) {
                int word = table.limit(row.value() | random.nextInt() & ~row.mask());
                if (table.rows.find(word).filter(found -> found == row).isPresent()) {
                    reached++;
                    table.decode(word);
                }
            }
            assertTrue(reached > 0, () -> row.name() + " is never reached");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereRowsOverlapTheFirstIsTheMoreSpecific(Table table) {
        Random random = new Random(SEED);
        List<EncodingRow> rows = table.rows.rows();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                EncodingRow first = rows.get(i);
                EncodingRow second = rows.get(j);
                boolean moreSpecific = (first.mask() & second.mask()) == second.mask() && first.mask() != second.mask();
                if (!moreSpecific && overlap(first, second, random)) {
                    wrong.add(first.name() + " and " + second.name());
                }
            }
        }
        assertEquals(List.of(), wrong, "rows that overlap without being ordered by specificity");
    }

    private static boolean overlap(EncodingRow a, EncodingRow b, Random random) {
        if (((a.value() ^ b.value()) & a.mask() & b.mask()) != 0) {
            return false;
        }
        int mask = a.mask() | b.mask();
        for (int i = 0; i < SAMPLES; i++) {
            int word = a.value() | b.value() | random.nextInt() & ~mask;
            if (a.matches(word) && b.matches(word)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void namesTellRowsApart(Table table) {
        Set<String> seen = new HashSet<>();
        for (EncodingRow row : table.rows.rows()) {
            assertTrue(seen.add(row.name()), () -> row.name() + " is there twice");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWordDecodesToSomething(Table table) {
        Random random = new Random(SEED);
        for (int i = 0; i < 300_000; i++) {
            int word = table.limit(random.nextInt());
            try {
                table.decode(word);
            } catch (IllegalStateException e) {
                fail(Integer.toHexString(word), e);
            }
        }
    }

    @Test
    void everySixteenBitWordDecodesInsideAnItBlock() {
        for (int word = 0; word < 0x1_0000; word++) {
            Decoder.decodeT16(word, true);
        }
    }
}
