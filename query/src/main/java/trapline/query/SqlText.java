package trapline.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SQL as typed, looked at only as far as needed: where statements end, and where hexadecimal literals stand.
 *
 * <p>DuckDB reads {@code 0x8000} as {@code 0 AS x8000}, so literals are rewritten to decimal before execution, outside
 * quotes and comments. What is understood: '…' and E'…' strings, "…" names, $tag$…$tag$ strings, -- and nested
 * /&#42; &#42;/ comments.
 */
public final class SqlText {
    private final String text;
    private int at;

    private SqlText(String text) {
        this.text = text;
    }

    /**
     * A text cut at its semicolons.
     *
     * @param statements the complete statements, without their semicolons and without empty ones
     * @param rest what follows the last semicolon
     * @param open whether the rest ends inside a quotation or comment
     */
    public record Split(List<String> statements, String rest, boolean open) {
        /** Whether the rest holds anything but space and comments. */
        public boolean hasRest() {
            return open || !isBlank(rest);
        }
    }

    /** Cuts a text into statements. */
    public static Split split(String text) {
        SqlText scan = new SqlText(text);
        List<String> statements = new ArrayList<>();
        int start = 0;
        boolean open = false;
        while (scan.at < text.length()) {
            if (text.charAt(scan.at) == ';') {
                String statement = text.substring(start, scan.at);
                if (!isBlank(statement)) {
                    statements.add(statement.strip());
                }
                scan.at++;
                start = scan.at;
            } else {
                open = !scan.skipToken();
            }
        }
        return new Split(List.copyOf(statements), text.substring(start), open);
    }

    /** Whether a text is only space and comments. */
    public static boolean isBlank(String text) {
        SqlText scan = new SqlText(text);
        while (scan.at < text.length()) {
            if (!Character.isWhitespace(text.charAt(scan.at)) && !scan.atComment()) {
                return false;
            }
            scan.skipToken();
        }
        return true;
    }

    /** The text with its hexadecimal literals ({@code 0x4000_8000}) in decimal. */
    public static String withDecimalLiterals(String text) {
        SqlText scan = new SqlText(text);
        StringBuilder result = new StringBuilder(text.length());
        while (scan.at < text.length()) {
            int start = scan.at;
            scan.skipToken();
            String token = text.substring(start, scan.at);
            result.append(isHexLiteral(token) ? decimal(token) : token);
        }
        return result.toString();
    }

    private static boolean isHexLiteral(String token) {
        if (token.length() < 3 || !token.toLowerCase(Locale.ROOT).startsWith("0x")) {
            return false;
        }
        String digits = token.substring(2);
        return digits.chars().allMatch(c -> c == '_' || Character.digit(c, 16) >= 0) && !digits.startsWith("_");
    }

    private static String decimal(String literal) {
        return new BigInteger(literal.substring(2).replace("_", ""), 16).toString();
    }

    /** Moves past one token; false when it is a quotation or comment that does not end. */
    private boolean skipToken() {
        char c = text.charAt(at);
        if (atComment()) {
            return c == '-' ? skipLineComment() : skipBlockComment();
        } else if (c == '\'' || c == '"') {
            return skipQuoted(c, false);
        } else if ((c == 'e' || c == 'E') && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
            at++;
            return skipQuoted('\'', true);
        } else if (c == '$') {
            return skipDollarQuoted();
        } else if (isWordPart(c)) {
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            return true;
        }
        at++;
        return true;
    }

    private boolean atComment() {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    private boolean skipLineComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        return true;
    }

    private boolean skipBlockComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        return depth == 0;
    }

    private boolean skipQuoted(char quote, boolean escapes) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && escapes) {
                at = Math.min(at + 1, text.length());
            } else if (c == quote) {
                if (at < text.length() && text.charAt(at) == quote) {
                    at++;
                } else {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean skipDollarQuoted() {
        int end = at + 1;
        while (end < text.length() && isWordPart(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean opens = end < text.length()
                && text.charAt(end) == '$'
                && (end == at + 1 || !Character.isDigit(text.charAt(at + 1)));
        if (!opens) {
            at++;
            return true;
        }
        String tag = text.substring(at, end + 1);
        int close = text.indexOf(tag, end + 1);
        at = close < 0 ? text.length() : close + tag.length();
        return close >= 0;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
