package trapline.shell;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code trapline test}: done by the launcher, because a build cannot be run from what it builds. */
@Command(name = "test", description = "Build everything and run all checks and tests (from the source tree).")
final class TestCommand extends SubCommand {
    @Parameters(paramLabel = "ARG", description = "arguments for Maven")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        throw new CommandFailure("run ./trapline test " + String.join(" ", arguments) + " in the source tree");
    }
}
