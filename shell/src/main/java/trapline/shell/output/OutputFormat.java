package trapline.shell.output;

import java.util.Locale;
import java.util.Optional;

/** How results are written. */
public enum OutputFormat {
    /** A table drawn with lines; for people. */
    BOX,
    /** RFC 4180, with a header; for programs. */
    CSV,
    /** One JSON array of objects. */
    JSON,
    /** One JSON object a line. */
    JSONL,
    /** A table as GitHub's Markdown has it. */
    MARKDOWN,
    /** One line for each value; for rows that are wider than the terminal. */
    VERTICAL;

    /** The format of a name such as {@code csv}; empty when there is none. */
    public static Optional<OutputFormat> of(String name) {
        for (OutputFormat format : values()) {
            if (format.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The format when none is asked for: a box on a terminal, CSV off it. */
    public static OutputFormat standard(boolean terminal) {
        return terminal ? BOX : CSV;
    }

    /** Its writer. */
    public ResultFormat writer() {
        return switch (this) {
            case BOX -> new BoxFormat();
            case CSV -> new CsvFormat();
            case JSON -> new JsonFormat();
            case JSONL -> new JsonLinesFormat();
            case MARKDOWN -> new MarkdownFormat();
            case VERTICAL -> new VerticalFormat();
        };
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
