package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import trapline.query.Column;
import trapline.query.QueryException;
import trapline.query.ResultRows;
import trapline.query.Value;

/** A table in GitHub's Markdown, numbers at the right. */
final class MarkdownFormat implements ResultFormat {
    @Override
    public long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException {
        List<Column> columns = result.columns();
        if (columns.isEmpty()) {
            return 0;
        }
        for (Column column : columns) {
            out.write("| " + escaped(column.name()) + " ");
        }
        out.write("|\n");
        for (Column column : columns) {
            out.write(CellText.isNumber(column) ? "| ---: " : "| --- ");
        }
        out.write("|\n");
        long rows = 0;
        for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
            for (int i = 0; i < columns.size(); i++) {
                Value value = row.get().get(i);
                String text = value instanceof Value.Null ? "" : escaped(CellText.of(columns.get(i), value));
                out.write(text.isEmpty() ? "|  " : "| " + text + " ");
            }
            out.write("|\n");
            rows++;
        }
        return rows;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
    }
}
