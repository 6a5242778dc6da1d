package trapline.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trapline.query.QueryException;
import trapline.query.TraceExport;
import trapline.query.TraceOptions;

/** {@code trapline export}: a table of a session as a file that other tools read. */
@Command(name = "export", description = "Write a table of a session to a file for other tools.", sortOptions = false)
final class ExportCommand extends SubCommand {
    @Parameters(paramLabel = "DIR", description = "the session")
    private Path directory = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "F",
            required = true,
            description = "parquet or csv (perfetto is not available in this version)")
    private Format format = Format.CSV;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "the file")
    private Path output = Path.of("");

    @Option(
            names = "--table",
            paramLabel = "T",
            description = "a table or macro of the trace; ${DEFAULT-VALUE} if not given")
    private String table = "events";

    /** The formats there are and will be. */
    private enum Format {
        PERFETTO,
        PARQUET,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws QueryException {
        TraceExport.Format target =
                switch (format) {
                    case PERFETTO -> throw notAvailable("--format perfetto");
                    case PARQUET -> TraceExport.Format.PARQUET;
                    case CSV -> TraceExport.Format.CSV;
                };
        requireDirectory(directory);
        try (Progress progress = new Progress(err())) {
            TraceOptions options = Sessions.options(progress);
            new TraceExport(List.of(directory), options).write(table, target, output);
        }
        return DONE;
    }
}
