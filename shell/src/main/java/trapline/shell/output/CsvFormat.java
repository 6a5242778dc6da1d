package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import trapline.query.QueryException;
import trapline.query.ResultRows;
import trapline.query.Value;

/**
 * Comma-separated values by RFC 4180 with a header, but for the line's end, which is that of the tools it will be used
 * with. NULL is an empty field, the empty string is {@code ""}.
 */
final class CsvFormat implements ResultFormat {
    @Override
    public long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException {
        if (result.columns().isEmpty()) {
            return 0;
        }
        String separator = "";
        for (var column : result.columns()) {
            out.write(separator);
            out.write(field(column.name()));
            separator = ",";
        }
        out.write('\n');
        long rows = 0;
        for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
            writeRow(row.get(), out);
            rows++;
        }
        return rows;
    }

    private static void writeRow(List<Value> row, Writer out) throws IOException {
        String separator = "";
        for (Value value : row) {
            out.write(separator);
            out.write(value instanceof Value.Null ? "" : field(CellText.plain(value)));
            separator = ",";
        }
        out.write('\n');
    }

    private static String field(String text) {
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
