package trapline.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trapline.query.QueryException;
import trapline.query.TraceDatabase;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;
import trapline.shell.sql.SqlScript;
import trapline.shell.sql.SqlSettings;

/** {@code trapline query}: SQL over sessions, from the command line, a file, or standard input. */
@Command(name = "query", description = "Answer a question about sessions in SQL.", sortOptions = false)
final class QueryCommand extends SubCommand {
    /** Standard input in the place of a session. */
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "the sessions; a last - reads SQL from standard input")
    private List<String> arguments = List.of();

    @ArgGroup
    private Text text = new Text();

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "${COMPLETION-CANDIDATES}; box on a terminal, csv off it")
    private Optional<OutputFormat> format = Optional.empty();

    /** Where the SQL is; standard input when it is nowhere. */
    private static final class Text {
        @Option(names = "-c", paramLabel = "SQL", description = "statements, separated by semicolons")
        private Optional<String> sql = Optional.empty();

        @Option(names = "-f", paramLabel = "FILE", description = "a file of statements")
        private Optional<Path> file = Optional.empty();
    }

    @Override
    public Integer call() throws IOException, QueryException {
        List<String> names = new ArrayList<>(arguments);
        if (names.getLast().equals(STANDARD_INPUT)) {
            names.removeLast();
            if (text.sql.isPresent() || text.file.isPresent()) {
                throw usage("give one of -c, -f and -");
            }
        }
        if (names.isEmpty()) {
            throw usage("which session? Give its directory");
        }
        List<Path> sessions = names.stream().map(Path::of).toList();
        String sql = readSql();
        OutputStyle style = Terminals.outputWidth().map(OutputStyle::terminal).orElse(OutputStyle.PLAIN);
        OutputFormat chosen = format.orElse(OutputFormat.standard(style.terminal()));
        try (TraceDatabase database = Sessions.open(sessions, err())) {
            int code = SqlScript.run(database, new SqlSettings(chosen, style, out(), err(), false), sql);
            out().flush();
            return code;
        }
    }

    private String readSql() throws IOException {
        if (text.sql.isPresent()) {
            return text.sql.get();
        }
        if (text.file.isPresent()) {
            return Files.readString(text.file.get());
        }
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
