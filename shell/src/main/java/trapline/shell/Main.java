package trapline.shell;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code trapline} command: reads the command line and hands over to one class per subcommand. */
@Command(
        name = "trapline",
        description =
                "Records every trap of ARM guests, replays them bit for bit, answers questions about them in SQL.",
        version = "trapline " + Main.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            QueryCommand.class,
            ShellCommand.class,
            InfoCommand.class,
            CheckCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            BenchCommand.class,
            TestCommand.class
        })
public final class Main {
    /** The product's version. */
    static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs one command and exits with its code: 0 done, 1 the work failed, 2 usage. */
    public static void main(String[] args) {
        int code = commandLine().execute(args);
        System.out.flush();
        System.exit(code);
    }

    /** The command line, for use within a process: it exits nothing. */
    public static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Main());
        ErrorReport errors = new ErrorReport();
        command.setParameterExceptionHandler(errors);
        command.setExecutionExceptionHandler(errors);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(true);
        command.setOverwrittenOptionsAllowed(false);
        return command;
    }
}
