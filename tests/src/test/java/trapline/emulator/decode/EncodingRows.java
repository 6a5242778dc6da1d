package trapline.emulator.decode;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The rows of the encoding tables, for tests that generate instructions from them. */
public final class EncodingRows {
    /** The tables. */
    public enum Table {
        A32(Decoder.A32, -1),
        T32(Decoder.T32, -1),
        T16(Decoder.T16, 0xFFFF);

        private final EncodingTable rows;
        private final int limit;

        Table(EncodingTable rows, int limit) {
            this.rows = rows;
            this.limit = limit;
        }

        /** How many rows there are. */
        public int size() {
            return rows.rows().size();
        }

        /** The names of the rows, in order. */
        public List<String> names() {
            return rows.rows().stream().map(EncodingRow::name).toList();
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
