package trapline.emulator.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rows of one resource, and an index over the bits that tell most of them apart. */
final class EncodingTable {
    private final List<EncodingRow> rows;
    private final int keyMask;
    private final EncodingRow[][] rowsByKey;

    private EncodingTable(List<EncodingRow> rows, int keyMask) {
        this.rows = List.copyOf(rows);
        this.keyMask = keyMask;
        this.rowsByKey = index(rows, keyMask);
    }

    /** For each value of the key bits, the rows that can match it, in their order. */
    private static EncodingRow[][] index(List<EncodingRow> rows, int keyMask) {
        int keys = 1 << Integer.bitCount(keyMask);
        List<List<EncodingRow>> index = new ArrayList<>(keys);
        for (int key = 0; key < keys; key++) {
            index.add(new ArrayList<>());
        }
        for (EncodingRow row : rows) {
            int free = keyMask & ~row.mask();
            int bits = 0;
            do {
                index.get(Integer.compress(row.value() | bits, keyMask)).add(row);
                bits = bits - free & free; // the next greater subset of the free bits
            } while (bits != 0);
        }
        return index.stream().map(found -> found.toArray(EncodingRow[]::new)).toArray(EncodingRow[][]::new);
    }

    /**
     * Reads a table.
     *
     * @param width the bits of an encoding
     * @param keyMask the bits that the index is over
     */
    static EncodingTable load(String resource, int width, int keyMask) {
        return new EncodingTable(rows(resource, width, UnaryOperator.identity()), keyMask);
    }

    /**
     * Reads a table of 32-bit encodings, and those of the Floating-point and Advanced SIMD Extensions, which both instruction sets share.
     *
     * @param layout what becomes of their patterns
     */
    static EncodingTable loadExtended(String resource, int keyMask, UnaryOperator<String> layout) {
        List<EncodingRow> rows = new ArrayList<>(rows(resource, Integer.SIZE, UnaryOperator.identity()));
        rows.addAll(rows("vfp.decode", Integer.SIZE, layout));
        rows.addAll(rows("simd.decode", Integer.SIZE, layout));
        return new EncodingTable(rows, keyMask);
    }

    private static List<EncodingRow> rows(String resource, int width, UnaryOperator<String> layout) {
        List<EncodingRow> rows = new ArrayList<>();
        try (BufferedReader reader = open(resource)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(RowParser.parse(line, width, layout));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static BufferedReader open(String resource) {
        InputStream stream = EncodingTable.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("no encoding table " + resource);
        }
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
    }

    /** All rows, in the order of the table. */
    List<EncodingRow> rows() {
        return rows;
    }

    /** The first row that matches. */
    Optional<EncodingRow> find(int word) {
        for (EncodingRow row : rowsByKey[Integer.compress(word, keyMask)]) {
            if (row.matches(word)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
