package trapline.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trapline.query.QueryException;
import trapline.query.QueryResult;
import trapline.query.TraceDatabase;
import trapline.query.Value;

/** {@code trapline explain}: one event in words, as the macro of the same name has them. */
@Command(name = "explain", description = "Explain one event, field by field.")
final class ExplainCommand extends SubCommand {
    @Parameters(index = "0", paramLabel = "DIR", description = "the session")
    private Path directory = Path.of("");

    @Parameters(index = "1", paramLabel = "SEQ", converter = Quantity.Count.class, description = "number of the event")
    private long seq;

    @Override
    public Integer call() throws QueryException {
        try (TraceDatabase database = Sessions.open(List.of(directory), err());
                QueryResult result = database.execute("FROM explain(" + seq + ")")) {
            Optional<List<Value>> row = result.next();
            if (row.isEmpty()) {
                throw new CommandFailure(directory + ": there is no event " + seq);
            }
            for (; row.isPresent(); row = result.next()) {
                List<String> texts =
                        row.get().stream().map(ExplainCommand::text).toList();
                out().println("%-14s %-12s %s".formatted(texts.toArray()));
            }
            out().flush();
            return DONE;
        }
    }

    /** The macro yields texts. */
    private static String text(Value value) {
        return value instanceof Value.Text text ? text.value() : "";
    }
}
