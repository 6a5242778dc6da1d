package trapline.shell.bench;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import trapline.query.QueryException;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

/**
 * What came out.
 *
 * @param host what it was measured on
 * @param effort how often and how long
 * @param figures all figures, in the order of the benchmarks
 */
public record BenchResult(HostMachine host, BenchOptions.Effort effort, List<Figure> figures) {
    /** Keeps its own list. */
    public BenchResult {
        figures = List.copyOf(figures);
    }

    /**
     * Writes it: for people as tables by one of the clocks, for programs every figure as a row.
     *
     * @param aside where what it was measured on goes when the format has no place for it
     */
    public void write(OutputFormat format, OutputStyle style, HostClock clock, Writer out, Writer aside)
            throws IOException, QueryException {
        switch (format) {
            case BOX, MARKDOWN, VERTICAL -> {
                out.write(description(clock));
                for (BenchTable table : Tables.forPeople(figures, clock)) {
                    out.write("\n" + table.title() + "\n\n");
                    format.writer().write(table.rows(), out, style);
                }
            }
            case CSV, JSON, JSONL -> {
                aside.write(description(clock));
                format.writer().write(Tables.ofFigures(figures).rows(), out, style);
            }
        }
    }

    private String description(HostClock clock) {
        return "%s\nmedians of %d, %s time, %s times the rounds, %s s of warm-up\n"
                .formatted(host, effort.runs(), clock, plain(effort.scale()), plain(effort.warmUpSeconds()));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
