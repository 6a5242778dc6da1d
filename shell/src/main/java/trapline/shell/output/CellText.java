package trapline.shell.output;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jline.utils.WCWidth;
import trapline.query.Column;
import trapline.query.Value;

/** Values as text for people, and how wide that is. */
final class CellText {
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e15;

    private CellText() {}

    /** A value on one line, addresses in hexadecimal, without anything that a terminal would obey. */
    static String of(Column column, Value value) {
        return switch (value) {
            case Value.Null ignored -> "NULL";
            case Value.Whole whole when column.hex() && whole.value() >= 0 -> "0x%08x".formatted(whole.value());
            case Value.Text text -> harmless(text.value());
            case Value.Blob blob -> printable(blob.bytes());
            case Value.Sequence sequence -> list(column, sequence);
            case Value.Struct struct -> struct(column, struct);
            case Value.Bool ignored -> plain(value);
            case Value.Whole ignored -> plain(value);
            case Value.Exact ignored -> plain(value);
            case Value.Real ignored -> plain(value);
        };
    }

    /** A value as it is, numbers in decimal; NULL is empty. For programs. */
    static String plain(Value value) {
        return switch (value) {
            case Value.Null ignored -> "";
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Whole whole -> Long.toString(whole.value());
            case Value.Exact exact -> exact.value().toPlainString();
            case Value.Real real -> decimal(real.value());
            case Value.Text text -> text.value();
            case Value.Blob blob -> HexFormat.of().formatHex(blob.bytes());
            case Value.Sequence ignored -> JsonText.of(value);
            case Value.Struct ignored -> JsonText.of(value);
        };
    }

    /** Without an exponent as long as that is readable. */
    static String decimal(double value) {
        double size = Math.abs(value);
        return size >= PLAIN_FROM && size < PLAIN_TO
                ? new BigDecimal(Double.toString(value)).toPlainString()
                : Double.toString(value);
    }

    private static String list(Column column, Value.Sequence sequence) {
        List<String> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(of(column, item)));
        return "[" + String.join(", ", items) + "]";
    }

    private static String struct(Column column, Value.Struct struct) {
        List<String> items = new ArrayList<>();
        struct.fields().forEach((name, item) -> items.add(harmless(name) + ": " + of(column, item)));
        return "{" + String.join(", ", items) + "}";
    }

    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b >= ' ' && b < 0x7F && b != '\\' ? String.valueOf((char) b) : "\\x%02X".formatted(b));
        }
        return text.toString();
    }

    /** Text of a guest must not move the cursor or change the terminal. */
    private static String harmless(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        result.append("\\x%02X".formatted(c));
                    } else {
                        result.appendCodePoint(c);
                    }
                }
            }
        });
        return result.toString();
    }

    /** The columns of a terminal that a text takes. */
    static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    /** A text in exactly so many columns: filled up with spaces, or cut with an ellipsis. */
    static String fit(String text, int columns, boolean right) {
        int width = width(text);
        if (width > columns) {
            int end = 0;
            int used = 0;
            while (used + Math.max(0, WCWidth.wcwidth(text.codePointAt(end))) < columns) {
                used += Math.max(0, WCWidth.wcwidth(text.codePointAt(end)));
                end += Character.charCount(text.codePointAt(end));
            }
            return text.substring(0, end) + "…" + " ".repeat(columns - used - 1);
        }
        String space = " ".repeat(columns - width);
        return right ? space + text : text + space;
    }

    /** Whether a column's values stand at the right. */
    static boolean isNumber(Column column) {
        String type = column.type();
        return type.endsWith("INT")
                || type.equals("INTEGER")
                || type.equals("DOUBLE")
                || type.equals("FLOAT")
                || type.startsWith("DECIMAL");
    }
}
