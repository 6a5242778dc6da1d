package trapline.recorder.event;

import java.util.List;

/**
 * One component of an event record, as declared.
 *
 * @param name the component's name in Java
 * @param kind its type
 * @param meaning the text of its {@link Field} annotation
 * @param hex whether tools print it in hexadecimal
 * @param tick whether it is a tick
 * @param base the slot of the component to which it is stored relative, or -1 for none
 * @param slot its index in {@link EventFrame#values}, or -1 when it is {@link EventFrame#bytes}
 * @param constants names of the enum's constants by ordinal; empty for other kinds
 */
public record EventComponent(
        String name,
        ComponentKind kind,
        String meaning,
        boolean hex,
        boolean tick,
        int base,
        int slot,
        List<String> constants) {

    /** The name in SQL: {@code s1Reads} becomes {@code s1_reads}. */
    public String columnName() {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c)) {
                text.append('_');
            }
            text.append(Character.toLowerCase(c));
        }
        return text.toString();
    }

    /** The value as text: hexadecimal, an enum's name, true or false, or a decimal number. */
    public String text(EventFrame frame) {
        return switch (kind) {
            case LONG -> hex ? "0x%x".formatted(frame.values[slot]) : Long.toString(frame.values[slot]);
            case INT -> hex ? "0x%08x".formatted((int) frame.values[slot]) : Long.toString(frame.values[slot]);
            case BOOLEAN -> Boolean.toString(frame.values[slot] != 0);
            case ENUM -> constant(frame.values[slot]);
            case STRING -> frame.text();
            case BYTES -> quoted(frame.bytes, frame.length);
        };
    }

    /** An enum constant's name; its number when a newer version of the log has more constants than we know. */
    private String constant(long ordinal) {
        return ordinal >= 0 && ordinal < constants.size() ? constants.get((int) ordinal) : Long.toString(ordinal);
    }

    private static String quoted(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < length; i++) {
            int c = bytes[i] & 0xFF;
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '"', '\\' -> text.append('\\').append((char) c);
                default -> text.append(c >= ' ' && c < 0x7F ? String.valueOf((char) c) : "\\x%02x".formatted(c));
            }
        }
        return text.append('"').toString();
    }
}
