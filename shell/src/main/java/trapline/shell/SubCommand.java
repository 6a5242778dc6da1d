package trapline.shell;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: {@code --help}, usage errors, and an exit code as the result. */
abstract class SubCommand implements Callable<Integer> {
    /** The work was done. */
    static final int DONE = 0;

    /** The work failed. */
    static final int FAILED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Standard output. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Says so when a session is not there at all. */
    static void requireDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(directory + ": there is no such directory");
        }
    }

    /** The exception to throw for a wrong use of this command: its message, and exit code 2. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The exception to throw for something that later versions will have. */
    final ParameterException notAvailable(String what) {
        return usage(what + " is not available in this version");
    }
}
