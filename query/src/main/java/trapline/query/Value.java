package trapline.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** One value of a result, in the few shapes that output formats tell apart. */
public sealed interface Value {
    /** SQL NULL. */
    Null NULL = new Null();

    /** SQL NULL. */
    record Null() implements Value {}

    /** BOOLEAN. */
    record Bool(boolean value) implements Value {}

    /** An integer of up to 64 bits. */
    record Whole(long value) implements Value {}

    /** A wider integer, or DECIMAL. */
    record Exact(BigDecimal value) implements Value {}

    /** FLOAT or DOUBLE, infinite or NaN too. */
    record Real(double value) implements Value {}

    /** VARCHAR, and everything that is best shown as its text: dates, times, intervals, UUIDs, enums. */
    record Text(String value) implements Value {}

    /** BLOB. */
    record Blob(byte[] bytes) implements Value {}

    /** LIST or ARRAY. */
    record Sequence(List<Value> items) implements Value {}

    /** STRUCT or MAP; the keys of a map are shown as text. */
    record Struct(Map<String, Value> fields) implements Value {}
}
