package trapline.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trapline.shell.Main;

/** The command as a user runs it: a process of its own, with this build's classes. */
public final class Trapline {
    private static final int SECONDS = 120;

    private Trapline() {}

    /** Runs {@code trapline ARGUMENTS…}. */
    public static ProgramRun run(String... arguments) {
        return run(SECONDS, List.of("-XX:TieredStopAtLevel=1"), arguments);
    }

    /**
     * Runs {@code trapline ARGUMENTS…} for so many seconds at most, and so long that HotSpot's second compiler pays: the interpreter then
     * replays twice as fast.
     */
    public static ProgramRun run(int seconds, String... arguments) {
        return run(seconds, List.of(), arguments);
    }

    private static ProgramRun run(int seconds, List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("trapline.jvm.flags").split(" ")));
        command.add("-XX:+UseSerialGC");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return ChildProcess.run(command, seconds);
    }
}
