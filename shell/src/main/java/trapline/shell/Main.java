package trapline.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import trapline.emulator.Machine;
import trapline.recorder.session.SessionDirectory;

/** The {@code trapline} command: reads the command line and hands over to one class per subcommand. */
@Command(
        name = "trapline",
        description =
                "Records every trap of ARM guests, replays them bit for bit, answers questions about them in SQL.",
        version = "trapline " + Main.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    /** The product's version. */
    static final String VERSION = "0.1.0";

    private static final List<Entry> COMMANDS = List.of(
            new Entry("demo", DemoCommand.class),
            new Entry("record", RecordCommand.class),
            new Entry("replay", ReplayCommand.class),
            new Entry("query", QueryCommand.class),
            new Entry("shell", ShellCommand.class),
            new Entry("info", InfoCommand.class),
            new Entry("check", CheckCommand.class),
            new Entry("diff", DiffCommand.class),
            new Entry("explain", ExplainCommand.class),
            new Entry("export", ExportCommand.class),
            new Entry("report", ReportCommand.class),
            new Entry("bench", BenchCommand.class),
            new Entry("bench-process", BenchProcessCommand.class),
            new Entry("test", TestCommand.class));

    /** Those for which a machine can be made ready while their options are read. */
    private static final Set<String> RUN_A_MACHINE = Set.of("demo", "record", "replay", "bench-process");

    /** A command, and the name by which it is found without looking into its class. */
    private record Entry(String name, Class<? extends SubCommand> command) {}

    private Main() {}

    /** Runs one command and exits with its code: 0 done, 1 the work failed, 2 usage. */
    public static void main(String[] args) {
        if (args.length > 0 && RUN_A_MACHINE.contains(args[0])) {
            Thread.ofPlatform().daemon().name("load-ahead").start(Main::loadAhead);
        }
        int code = commandLine(args).execute(args);
        System.out.flush();
        System.exit(code);
    }

    private static void loadAhead() {
        Machine.loadAhead();
        SessionDirectory.loadAhead();
    }

    /**
     * The command line that these arguments need, for use within a process: it exits nothing. When they name a command, it
     * is the only one there, because reading the options of all takes a tenth of a second.
     */
    public static CommandLine commandLine(String... args) {
        CommandLine command = new CommandLine(new Main());
        Optional<Entry> named = COMMANDS.stream()
                .filter(entry -> args.length > 0 && entry.name.equals(args[0]))
                .findFirst();
        for (Entry entry : named.map(List::of).orElse(COMMANDS)) {
            command.addSubcommand(entry.name, entry.command);
        }
        ErrorReport errors = new ErrorReport();
        command.setParameterExceptionHandler(errors);
        command.setExecutionExceptionHandler(errors);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(true);
        command.setOverwrittenOptionsAllowed(false);
        return command;
    }
}
