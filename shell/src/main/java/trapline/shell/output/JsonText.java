package trapline.shell.output;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trapline.query.Column;
import trapline.query.Value;

/** Values as JSON (RFC 8259), which has no NaN, no infinity and no bytes: null, null and hexadecimal text. */
final class JsonText {
    private JsonText() {}

    static String of(Value value) {
        return switch (value) {
            case Value.Null ignored -> "null";
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Whole whole -> Long.toString(whole.value());
            case Value.Exact exact -> exact.value().toPlainString();
            case Value.Real real -> Double.isFinite(real.value()) ? CellText.decimal(real.value()) : "null";
            case Value.Text text -> quoted(text.value());
            case Value.Blob blob -> quoted(HexFormat.of().formatHex(blob.bytes()));
            case Value.Sequence sequence -> list(sequence.items());
            case Value.Struct struct -> object(struct.fields());
        };
    }

    /** A row as an object. */
    static String row(List<String> names, List<Value> row) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), row.get(i));
        }
        return object(fields);
    }

    /** The columns' names, made different from each other: an object has each key once. */
    static List<String> names(List<Column> columns) {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            String name = column.name();
            for (int n = 1; names.contains(name); n++) {
                name = column.name() + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static String list(List<Value> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(of(item)));
        return "[" + String.join(",", texts) + "]";
    }

    private static String object(Map<String, Value> fields) {
        List<String> texts = new ArrayList<>();
        fields.forEach((name, value) -> texts.add(quoted(name) + ":" + of(value)));
        return "{" + String.join(",", texts) + "}";
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(needsEscape(text, i) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }

    /** Control characters, and surrogates without their other half, which UTF-8 cannot hold. */
    private static boolean needsEscape(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c < ' ';
    }
}
