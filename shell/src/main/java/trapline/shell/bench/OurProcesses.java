package trapline.shell.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trapline.shell.CommandFailure;

/** Our own processes: those that measure themselves, and those of the launcher. */
final class OurProcesses {
    /** The hidden command of a process that measures itself. */
    static final String COMMAND = "bench-process";

    private static final String MAIN = "trapline.shell.Main";

    private final Workbench bench;

    OurProcesses(Workbench bench) {
        this.bench = bench;
    }

    /** Lets a process of its own, with this one's virtual machine and options, do a job. */
    Report run(String purpose, Job job) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, COMMAND));
        command.addAll(List.of("--executor", bench.options().executor(), job.toJson()));
        String answer = bench.process(purpose).run(command).console();
        return Report.fromJson(answer)
                .orElseThrow(() -> new CommandFailure("a process that measures itself answered: " + answer));
    }

    /** The timing of a process that starts now. */
    Job.Timing timing(long ticks, long openTick) {
        return new Job.Timing(
                System.currentTimeMillis(), bench.options().effort().warmUpSeconds(), ticks, openTick);
    }

    /** The command line of {@code ./trapline}. */
    List<String> launcher(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(bench.options().home().orElseThrow().resolve("trapline").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command line of {@code ./trapline record}, which writes the session of that name. */
    List<String> record(Path image, String session, String... more) {
        List<String> command = launcher("record", "--native", image.toString());
        command.addAll(List.of(
                "--executor", bench.options().executor(), "-o", session(session).toString()));
        command.addAll(List.of(more));
        return command;
    }

    /** The command line of {@code ./trapline replay}. */
    List<String> replay(String session) {
        return launcher(
                "replay",
                session(session).toString(),
                "--executor",
                bench.options().executor());
    }

    /** A session's directory. */
    Path session(String name) {
        return bench.directory().file(name);
    }
}
