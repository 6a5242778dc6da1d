package trapline.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trapline.recorder.session.SessionDirectory;
import trapline.shell.text.SessionText;

/** {@code trapline info}: what the manifest of a session says. */
@Command(name = "info", description = "Say what a session is and how it ended.")
final class InfoCommand extends SubCommand {
    @Parameters(paramLabel = "DIR", description = "the session")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
        SessionDirectory session = SessionDirectory.open(directory);
        PrintWriter out = out();
        SessionText.describe(session.manifest()).forEach(out::println);
        out.flush();
        return DONE;
    }
}
