package trapline.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that queries can name.
 *
 * @param kind what it is
 * @param name its name
 * @param parameters for a macro or function, what stands between the parentheses
 * @param purpose what it is for, in words
 * @param columns its columns; none for a function
 * @param body the SQL that fills or defines it; empty for a table that stays empty
 */
public record SchemaObject(
        Kind kind, String name, String parameters, String purpose, List<SchemaColumn> columns, String body) {
    /** What can be named. */
    public enum Kind {
        /** A table filled when a session is loaded. */
        TABLE,
        /** One event type as the log holds it. */
        EVENT,
        /** A macro that yields a table: {@code FROM trap_stats()}. */
        MACRO,
        /** A macro that yields a value. */
        FUNCTION
    }

    /** How it is called: its name, with parameters where it has them. */
    public String signature() {
        return switch (kind) {
            case TABLE, EVENT -> name;
            case MACRO, FUNCTION -> name + "(" + parameters + ")";
        };
    }

    /** The statements that comment it and its columns in the database. */
    List<String> comments() {
        return switch (kind) {
            case TABLE, EVENT -> {
                List<String> statements = new ArrayList<>();
                statements.add("COMMENT ON VIEW " + name + " IS " + literal(purpose));
                for (SchemaColumn column : columns) {
                    statements.add("COMMENT ON COLUMN %s.%s IS %s"
                            .formatted(name, column.quoted(), literal(column.comment())));
                }
                yield statements;
            }
            case MACRO -> List.of("COMMENT ON MACRO TABLE " + name + " IS " + literal(macroComment()));
            case FUNCTION -> List.of("COMMENT ON MACRO " + name + " IS " + literal(purpose));
        };
    }

    /** A macro's columns can carry no comments of their own. */
    private String macroComment() {
        StringBuilder text = new StringBuilder(purpose).append(" Columns:");
        String separator = " ";
        for (SchemaColumn column : columns) {
            text.append(separator).append(column.name()).append(" - ").append(column.comment());
            separator = "; ";
        }
        return text.append('.').toString();
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
