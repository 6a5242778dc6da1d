package trapline.shell;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code trapline} command: reads the command line and hands over to one class per subcommand. */
@Command(name = "trapline", version = "trapline 0.1.0", mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code: 0 done, 1 the work failed, 2 usage. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
