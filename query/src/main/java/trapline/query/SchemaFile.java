package trapline.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trapline.query.SchemaObject.Kind;

/**
 * A resource file that declares one table, macro or function: a head of comment lines, then the SQL.
 *
 * <pre>
 * -- macro trap_stats(vm := NULL)
 * -- What exits cost. (the purpose, one line)
 * --
 * -- vm_exit VARCHAR: reason of the exit (a column: name, type, "hex" if it is printed so, meaning)
 * SELECT …
 * </pre>
 */
final class SchemaFile {
    private static final Pattern TITLE = Pattern.compile("-- (table|macro|function) (\\w+)(?:\\((.*)\\))?");
    private static final Pattern COLUMN = Pattern.compile("-- (\\w+) (\\w+)( hex)?: (.+)");

    private SchemaFile() {}

    /** Reads a file that lies beside this class. */
    static SchemaObject read(String file) {
        String text = text(file);
        String[] lines = text.split("\n", -1);
        Matcher title = TITLE.matcher(lines[0]);
        if (!title.matches() || lines.length < 2 || !lines[1].startsWith("-- ")) {
            throw new IllegalStateException(file + " does not begin with its title and purpose");
        }
        List<SchemaColumn> columns = new ArrayList<>();
        int line = 2;
        while (line < lines.length && lines[line].startsWith("--")) {
            Matcher column = COLUMN.matcher(lines[line]);
            if (column.matches()) {
                columns.add(
                        new SchemaColumn(column.group(1), column.group(2), column.group(3) != null, column.group(4)));
            } else if (!lines[line].equals("--")) {
                throw new IllegalStateException(file + ":" + (line + 1) + ": no column: " + lines[line]);
            }
            line++;
        }
        Kind kind = Kind.valueOf(title.group(1).toUpperCase(Locale.ROOT));
        String parameters = title.group(3) == null ? "" : title.group(3);
        String body =
                String.join("\n", List.of(lines).subList(line, lines.length)).strip();
        return new SchemaObject(kind, title.group(2), parameters, lines[1].substring(3), List.copyOf(columns), body);
    }

    /** The text of a file that lies beside this class. */
    static String text(String file) {
        try (InputStream in = SchemaFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
