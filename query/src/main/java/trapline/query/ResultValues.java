package trapline.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Turns what the JDBC driver returns into {@link Value}s. */
final class ResultValues {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private ResultValues() {}

    static Value read(ResultSet row, int column) throws SQLException {
        return of(row.getObject(column));
    }

    private static Value of(@Nullable Object object) throws SQLException {
        return switch (object) {
            case null -> Value.NULL;
            case Boolean value -> new Value.Bool(value);
            case Byte value -> new Value.Whole(value);
            case Short value -> new Value.Whole(value);
            case Integer value -> new Value.Whole(value);
            case Long value -> new Value.Whole(value);
            case BigInteger value -> new Value.Exact(new BigDecimal(value));
            case BigDecimal value -> new Value.Exact(value);
            case Float value -> new Value.Real(Double.parseDouble(value.toString()));
            case Double value -> new Value.Real(value);
            case Timestamp value -> new Value.Text(TIMESTAMP.format(value.toLocalDateTime()));
            case LocalDateTime value -> new Value.Text(TIMESTAMP.format(value));
            case Blob value -> new Value.Blob(value.getBytes(1, (int) value.length()));
            case Array value -> sequence((Object[]) value.getArray());
            case Object[] value -> sequence(value);
            case DuckDBStruct value -> struct(value.getMap());
            case Struct value -> sequence(value.getAttributes());
            case Map<?, ?> value -> struct(value);
            case Iterable<?> value -> sequence(value);
            default -> new Value.Text(object.toString());
        };
    }

    private static Value sequence(@Nullable Object[] items) throws SQLException {
        List<Value> values = new ArrayList<>();
        for (Object item : items) {
            values.add(of(item));
        }
        return new Value.Sequence(List.copyOf(values));
    }

    private static Value sequence(Iterable<?> items) throws SQLException {
        List<Value> values = new ArrayList<>();
        for (Object item : items) {
            values.add(of(item));
        }
        return new Value.Sequence(List.copyOf(values));
    }

    private static Value struct(Map<?, ?> fields) throws SQLException {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            values.put(String.valueOf(field.getKey()), of(field.getValue()));
        }
        return new Value.Struct(values);
    }
}
