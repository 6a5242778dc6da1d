package trapline.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trapline.query.QueryException;
import trapline.query.TraceDatabase;
import trapline.shell.sql.SqlPrompt;

/** {@code trapline shell}: a prompt for SQL over sessions. */
@Command(name = "shell", description = "Ask about sessions at a prompt, with completion and history.")
final class ShellCommand extends SubCommand {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "the sessions")
    private List<Path> directories = List.of();

    @Override
    public Integer call() throws IOException, QueryException {
        try (TraceDatabase database = Sessions.open(directories, err())) {
            return SqlPrompt.run(database, Optional.empty());
        }
    }
}
