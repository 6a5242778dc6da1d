package trapline.shell.sql;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import trapline.query.SqlText;

/**
 * Tells JLine when a statement is complete (at its semicolon; a dot-command at the end of its line), and which word the
 * cursor is in. While completing, an unfinished statement is no error.
 */
final class StatementParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
            throw new EOFError(-1, -1, "the statement does not end yet", ";");
        }
        return new Line(line, cursor);
    }

    private static boolean isComplete(String line) {
        return SqlSession.isCommand(line) || !SqlText.split(line).hasRest();
    }

    /** Not used: there is nothing to escape. */
    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    /** The line as words: names, with their dots. */
    private static final class Line implements CompletingParsedLine {
        private final String line;
        private final int cursor;
        private final List<String> words = new ArrayList<>();
        private int wordIndex;
        private int wordCursor;

        Line(String line, int cursor) {
            this.line = line;
            this.cursor = cursor;
            int at = 0;
            boolean found = false;
            while (at < line.length()) {
                int end = at;
                while (end < line.length() && isWordPart(line.charAt(end))) {
                    end++;
                }
                if (!found && end > at && cursor >= at && cursor <= end) {
                    found = true;
                    wordIndex = words.size();
                    wordCursor = cursor - at;
                }
                if (end > at) {
                    words.add(line.substring(at, end));
                }
                if (!found && cursor <= end) {
                    found = true;
                    wordIndex = words.size();
                    words.add("");
                }
                at = Math.max(end, at + 1);
            }
            if (!found) {
                wordIndex = words.size();
                words.add("");
            }
        }

        private static boolean isWordPart(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '.';
        }

        @Override
        public String word() {
            return words.get(wordIndex);
        }

        @Override
        public int wordCursor() {
            return wordCursor;
        }

        @Override
        public int wordIndex() {
            return wordIndex;
        }

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public String line() {
            return line;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor;
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
