package trapline.oracle;

import java.util.List;
import trapline.shell.Main;

/** The command as a user runs it: a process of its own, with this build's classes. */
public final class Trapline {
    private static final int SECONDS = 120;

    private Trapline() {}

    /** Runs {@code trapline ARGUMENTS…}. */
    public static ProgramRun run(String... arguments) {
        return run(SECONDS, arguments);
    }

    /** Runs {@code trapline ARGUMENTS…} for so many seconds at most. */
    public static ProgramRun run(int seconds, String... arguments) {
        List<String> command = CommandClasses.virtualMachine();
        command.add("-XX:+UseSerialGC");
        command.addAll(CommandClasses.options());
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return ChildProcess.run(command, seconds);
    }
}
