package trapline.emulator.decode;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import trapline.emulator.isa.Cond;

/** The rows of the encoding tables, for tests that generate instructions from them. */
public final class EncodingRows {
    /** The tables. */
    public enum Table {
        A32(Decoder.A32, -1),
        T32(Decoder.T32, -1),
        T16(Decoder.T16, 0xFFFF);

        private final EncodingTable rows;
        private final List<String> names;
        private final Map<EncodingRow, Integer> numbers = new IdentityHashMap<>();
        private final Map<String, Integer> numbersByName = new HashMap<>();
        private final int limit;

        Table(EncodingTable rows, int limit) {
            this.rows = rows;
            this.names = rows.rows().stream().map(EncodingRow::name).toList();
            for (int n = 0; n < names.size(); n++) {
                numbers.put(rows.rows().get(n), n);
                numbersByName.putIfAbsent(names.get(n), n);
            }
            this.limit = limit;
        }

        /** How many rows there are. */
        public int size() {
            return rows.rows().size();
        }

        /** The names of the rows, in order. */
        public List<String> names() {
            return names;
        }

        /** The name of the form that the rows' encodings are decoded to. */
        public String form(int row) {
            return rows.rows().get(row).formName();
        }

        /** The row of an encoding, -1 when it is none. */
        public int rowOf(int word) {
            return rows.find(word).map(found -> numbers.getOrDefault(found, -1)).orElse(-1);
        }

        /** Whether the pattern of a row has a field. */
        public boolean has(int row, char letter) {
            return rows.rows().get(row).fieldMask(letter) != 0;
        }

        /** The value of a field in an encoding of the row. */
        public int field(int row, int word, char letter) {
            return rows.rows().get(row).field(letter, word);
        }

        /** The encoding with a field replaced; as it is when the row has no such field. */
        public int with(int row, int word, char letter, int value) {
            int mask = rows.rows().get(row).fieldMask(letter);
            return word & ~mask | Integer.expand(value, mask);
        }

        /** The encoding of the row of a name, its fields in pairs of letter and value; those not given are 0. */
        public int encode(String name, int... fields) {
            int row = numbersByName.getOrDefault(name, -1);
            if (row < 0) {
                throw new IllegalArgumentException(this + " has no row " + name);
            }
            int word = with(row, rows.rows().get(row).value(), 'c', Cond.AL.code());
            for (int i = 0; i < fields.length; i += 2) {
                word = with(row, word, (char) fields[i], fields[i + 1]);
            }
            return word;
        }

        /** Whether a row is of the Floating-point and Advanced SIMD Extensions. */
        public boolean isExtension(int row) {
            String form = rows.rows().get(row).formName();
            return form.startsWith("Vfp") || form.startsWith("Simd");
        }

        /** A random encoding of a row; empty when the bits happen to be another row's. */
        public Optional<Integer> sample(int row, RandomGenerator random) {
            EncodingRow chosen = rows.rows().get(row);
            int word = (chosen.value() | random.nextInt() & ~chosen.mask()) & limit;
            return rows.find(word).filter(found -> found == chosen).map(found -> word);
        }

        /** A random encoding that no row has. */
        public int sampleUndefined(RandomGenerator random) {
            while (true) {
                int word = random.nextInt() & limit;
                boolean possible =
                        switch (this) {
                            case A32 -> true;
                            case T32 -> Decoder.isWide(word >>> 16);
                            case T16 -> !Decoder.isWide(word);
                        };
                if (possible && rows.find(word).isEmpty()) {
                    return word;
                }
            }
        }
    }

    private EncodingRows() {}
}
