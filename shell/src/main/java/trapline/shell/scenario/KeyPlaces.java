package trapline.shell.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On which line each key of a TOML text stands. Jackson's tree does not say, and a message without a line helps nobody.
 * Knows tables, arrays of tables and plain keys; a key inside an inline table is placed at the line of that table.
 */
final class KeyPlaces {
    private static final Pattern HEADER = Pattern.compile("\\s*(\\[\\[?)\\s*([^\\]]+?)\\s*\\]\\]?.*");
    private static final Pattern KEY = Pattern.compile("\\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9_.-]+)\\s*=.*");

    private final Map<String, Integer> lines = new HashMap<>();

    KeyPlaces(List<String> text) {
        Map<String, Integer> elements = new HashMap<>();
        String table = "";
        for (int i = 0; i < text.size(); i++) {
            Matcher header = HEADER.matcher(text.get(i));
            Matcher key = KEY.matcher(text.get(i));
            if (header.matches()) {
                table = inside(unquote(header.group(2)), elements);
                if (header.group(1).length() == 2) {
                    lines.putIfAbsent(table, i + 1);
                    table += "[" + (elements.merge(table, 1, Integer::sum) - 1) + "]";
                }
                lines.putIfAbsent(table, i + 1);
            } else if (key.matches()) {
                lines.putIfAbsent(join(table, unquote(key.group(1))), i + 1);
            }
        }
    }

    /** The path of a table that may stand within the last element of an array of tables, such as {@code vm[1].virtio}. */
    private static String inside(String name, Map<String, Integer> elements) {
        String path = "";
        for (String part : name.split("\\.", -1)) {
            Integer count = elements.get(path);
            path = join(count == null ? path : path + "[" + (count - 1) + "]", unquote(part.strip()));
        }
        return path;
    }

    /** The path of a key within a table; the table of the file itself is the empty path. */
    static String join(String table, String key) {
        return table.isEmpty() ? key : table + "." + key;
    }

    /** The line of a path such as {@code vm[1].ram}, or of the innermost table around it that has one; else 1. */
    int line(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static String unquote(String key) {
        return key.replaceAll("^[\"']|[\"']$", "");
    }
}
