package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.query.Column;
import trapline.query.QueryException;
import trapline.query.ResultRows;
import trapline.query.Value;

/**
 * A table drawn with lines. Columns are as wide as what they hold, so rows are collected first; long results are drawn
 * as several tables. On a terminal, long text is cut to fit; rows that do not fit even so are written vertically.
 */
final class BoxFormat implements ResultFormat {
    private static final int PAGE = 10_000;
    private static final int LEAST_TEXT = 16;
    private static final int LEAST_NAME = 4;

    @Override
    public long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException {
        if (result.columns().isEmpty()) {
            return 0;
        }
        long rows = 0;
        long most = style.maxRows() > 0 ? style.maxRows() : Long.MAX_VALUE;
        boolean more = true;
        while (more) {
            int limit = (int) Math.min(PAGE, most - rows);
            List<List<Value>> page = new ArrayList<>();
            while (page.size() < limit && more) {
                Optional<List<Value>> row = result.next();
                row.ifPresent(page::add);
                more = row.isPresent();
            }
            if (!page.isEmpty() || rows == 0) {
                new Page(result.columns(), page, style).write(out, rows);
            }
            rows += page.size();
            if (rows == most) {
                more = false;
                if (result.next().isPresent()) {
                    out.write(style.faint("(more rows; .rows 0 shows all)") + "\n");
                    return rows;
                }
            }
        }
        if (style.terminal()) {
            out.write(style.faint("(" + rows + (rows == 1 ? " row)" : " rows)")) + "\n");
        }
        return rows;
    }

    /** Rows that are drawn together. */
    private static final class Page {
        private final List<Column> columns;
        private final List<List<Value>> rows;
        private final OutputStyle style;
        private final List<List<String>> cells = new ArrayList<>();
        private final int[] widths;
        private final int[] least;

        Page(List<Column> columns, List<List<Value>> rows, OutputStyle style) {
            this.columns = columns;
            this.rows = rows;
            this.style = style;
            this.widths = new int[columns.size()];
            this.least = new int[columns.size()];
            for (List<Value> row : rows) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < widths.length; i++) {
                    String text = CellText.of(columns.get(i), row.get(i));
                    widths[i] = Math.max(widths[i], CellText.width(text));
                    texts.add(text);
                }
                cells.add(texts);
            }
            for (int i = 0; i < widths.length; i++) {
                int most = CellText.isNumber(columns.get(i)) ? widths[i] : Math.min(widths[i], LEAST_TEXT);
                int name = CellText.width(columns.get(i).name());
                least[i] = Math.max(most, Math.min(name, LEAST_NAME));
                widths[i] = Math.max(widths[i], name);
            }
        }

        void write(Writer out, long before) throws IOException {
            if (style.terminal() && !fits()) {
                long number = before;
                for (List<Value> row : rows) {
                    VerticalFormat.writeRow(columns, row, ++number, out, style);
                }
                return;
            }
            List<String> names = new ArrayList<>();
            columns.forEach(column -> names.add(column.name()));
            out.write(rule("┌", "┬", "┐"));
            out.write(line(names, true));
            out.write(rule("├", "┼", "┤"));
            for (List<String> row : cells) {
                out.write(line(row, false));
            }
            out.write(rule("└", "┴", "┘"));
        }

        /** Cuts long text and long names, the widest columns first, until the table fits; false when it cannot. */
        private boolean fits() {
            int over = 1 - style.width();
            for (int width : widths) {
                over += width + 3;
            }
            while (over > 0) {
                int widest = -1;
                for (int i = 0; i < widths.length; i++) {
                    if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
                        widest = i;
                    }
                }
                if (widest < 0) {
                    return false;
                }
                widths[widest]--;
                over--;
            }
            return true;
        }

        private String rule(String left, String middle, String right) {
            StringBuilder text = new StringBuilder(left);
            for (int i = 0; i < widths.length; i++) {
                text.append(i == 0 ? "" : middle).append("─".repeat(widths[i] + 2));
            }
            return text.append(right).append('\n').toString();
        }

        private String line(List<String> texts, boolean heading) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String text = CellText.fit(texts.get(i), widths[i], CellText.isNumber(columns.get(i)));
                line.append("│ ").append(heading ? style.heading(text) : text).append(' ');
            }
            return line.append("│\n").toString();
        }
    }
}
