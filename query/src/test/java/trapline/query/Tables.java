package trapline.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Results as text, to compare with what was computed by hand. */
final class Tables {
    private Tables() {}

    /** Each row as its values with {@code |} between them; NULL is empty. */
    static List<String> rows(TraceDatabase database, String sql) throws QueryException {
        List<String> rows = new ArrayList<>();
        try (QueryResult result = database.execute(sql)) {
            for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
                List<String> cells = new ArrayList<>();
                row.get().forEach(value -> cells.add(text(value)));
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Null ignored -> "";
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Whole whole -> Long.toString(whole.value());
            case Value.Exact exact -> exact.value().toPlainString();
            case Value.Real real -> Double.toString(real.value());
            case Value.Text text -> text.value();
            case Value.Blob blob -> java.util.HexFormat.of().formatHex(blob.bytes());
            case Value.Sequence sequence ->
                sequence.items().stream().map(Tables::text).toList().toString();
            case Value.Struct struct -> struct.fields().toString();
        };
    }
}
