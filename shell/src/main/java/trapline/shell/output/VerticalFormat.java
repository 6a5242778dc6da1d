package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import trapline.query.Column;
import trapline.query.QueryException;
import trapline.query.ResultRows;
import trapline.query.Value;

/** Each value on its own line, behind its column's name. */
final class VerticalFormat implements ResultFormat {
    @Override
    public long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException {
        long rows = 0;
        for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
            if (style.maxRows() > 0 && rows == style.maxRows()) {
                out.write(style.faint("(more rows; .rows 0 shows all)") + "\n");
                return rows;
            }
            rows++;
            writeRow(result.columns(), row.get(), rows, out, style);
        }
        return rows;
    }

    static void writeRow(List<Column> columns, List<Value> row, long number, Writer out, OutputStyle style)
            throws IOException {
        int width = 0;
        for (Column column : columns) {
            width = Math.max(width, CellText.width(column.name()));
        }
        out.write(style.faint("-[ row " + number + " ]" + "-".repeat(Math.max(0, width - 6))) + "\n");
        for (int i = 0; i < columns.size(); i++) {
            String name = CellText.fit(columns.get(i).name(), width, true);
            out.write(style.heading(name) + " = " + CellText.of(columns.get(i), row.get(i)) + "\n");
        }
    }
}
