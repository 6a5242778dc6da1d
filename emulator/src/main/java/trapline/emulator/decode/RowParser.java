package trapline.emulator.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import trapline.emulator.decode.EncodingRow.Constant;
import trapline.emulator.decode.EncodingRow.Exclusion;
import trapline.emulator.decode.EncodingRow.NotInItBlock;
import trapline.emulator.decode.EncodingRow.SameAs;
import trapline.emulator.decode.EncodingRow.Source;
import trapline.emulator.decode.EncodingRow.Value;

/** Reads one line of an encoding table; the head of {@code a32.decode} is the grammar. */
final class RowParser {
    private final String line;
    private final String[] tokens;
    private int next;

    private int mask;
    private int value;
    private int scale = 1;
    private final FieldMasks fieldMasks = new FieldMasks();
    private final List<Constant> constants = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();

    private RowParser(String line) {
        this.line = line;
        this.tokens = line.trim().split("\\s+");
    }

    /** The row that a line of so many bits describes, its pattern laid out anew. */
    static EncodingRow parse(String line, int width, UnaryOperator<String> layout) {
        return new RowParser(line).row(width, layout);
    }

    private EncodingRow row(int width, UnaryOperator<String> layout) {
        String name = token();
        pattern(layout.apply(patternText(width)));
        String formName = token();
        String section = token();
        while (next < tokens.length) {
            condition(token());
        }
        return new EncodingRow(
                name,
                name.split("_", 2)[0],
                mask,
                value,
                fieldMasks,
                List.copyOf(constants),
                List.copyOf(exclusions),
                scale,
                formName,
                Forms.named(formName),
                section);
    }

    private String patternText(int width) {
        StringBuilder text = new StringBuilder(width);
        while (text.length() < width) {
            text.append(token());
        }
        if (text.length() != width) {
            throw malformed("the pattern has not " + width + " bits");
        }
        return text.toString();
    }

    private void pattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            patternBit(text.charAt(i), 1 << text.length() - 1 - i);
        }
        if (fieldMasks.of('c') != 0) {
            exclusions.add(new Exclusion('c', new Value(0b1111)));
        }
    }

    private void patternBit(char symbol, int bit) {
        switch (symbol) {
            case '-' -> {}
            case '0' -> mask |= bit;
            case '1' -> {
                mask |= bit;
                value |= bit;
            }
            default -> fieldMasks.add(symbol, bit);
        }
    }

    private void condition(String text) {
        char letter = text.charAt(0);
        if (text.startsWith("!=", 1)) {
            exclusions.add(new Exclusion(letter, source(text.substring(3))));
        } else if (text.startsWith(":=", 1)) {
            constants.add(new Constant(letter, source(text.substring(3))));
        } else if (text.startsWith("i*")) {
            scale = Integer.parseInt(text.substring(2));
        } else {
            throw malformed("unknown condition " + text);
        }
    }

    private static Source source(String text) {
        if (text.equals("!it")) {
            return new NotInItBlock();
        }
        return Character.isDigit(text.charAt(0)) ? new Value(Integer.parseInt(text)) : new SameAs(text.charAt(0));
    }

    private String token() {
        if (next == tokens.length) {
            throw malformed("it ends too early");
        }
        return tokens[next++];
    }

    private IllegalStateException malformed(String why) {
        return new IllegalStateException("malformed encoding row, " + why + ": " + line);
    }
}
