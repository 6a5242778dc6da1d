package trapline.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code trapline demo}: records, replays and queries two guests that exchange messages, and shows the commands. */
@Command(name = "demo", description = "Record, replay and query two guests that exchange messages.")
final class DemoCommand extends SubCommand {
    private static final List<String> FILES = List.of("demo.toml", "ping.elf", "pong.elf");

    /** A step: what it shows, and the command for it; {@code DIR} stands for the directory of the demonstration. */
    private record Step(String title, List<String> command) {
        static Step of(String title, String... command) {
            return new Step(title, List.of(command));
        }

        static Step query(String title, String sql) {
            return of(title, "query", "DIR/session", "--format", "box", "-c", sql);
        }
    }

    private static final List<Step> STEPS = List.of(
            Step.of("Record two guests under the microvisor", "record", "DIR/demo.toml", "-o", "DIR/session"),
            Step.of("Replay the session, and compare every event", "replay", "DIR/session"),
            Step.query("Which messages went between them?", "FROM message_stats()"),
            Step.query("What did their hypercalls cost?", "FROM hypercall_stats()"),
            Step.query("How long did the virtual interrupts take that woke them?", "FROM virq_latency()"),
            Step.query("What made them leave the VM?", "FROM trap_stats()"));

    @Override
    public Integer call() throws IOException {
        Path directory = prepare();
        PrintWriter err = err();
        for (int i = 0; i < STEPS.size(); i++) {
            Step step = STEPS.get(i);
            List<String> command = step.command().stream()
                    .map(word -> word.replace("DIR/", directory + "/"))
                    .toList();
            err.println();
            err.println((i + 1) + ". " + step.title());
            err.println("   $ ./trapline " + shown(command));
            err.flush();
            String[] words = command.toArray(String[]::new);
            int code = Main.commandLine(words).execute(words);
            if (code != DONE) {
                throw new CommandFailure("step " + (i + 1) + " failed with exit code " + code);
            }
        }
        err.println();
        err.println("Now ask something yourself:  ./trapline shell " + directory.resolve("session"));
        err.flush();
        return DONE;
    }

    /** A fresh directory with the scenario and its images: in the build's output, so that a new run may replace it. */
    private static Path prepare() throws IOException {
        String home = System.getenv("TRAPLINE_HOME");
        Path directory;
        if (home == null) {
            directory = Files.createTempDirectory("trapline-demo");
        } else {
            Path absolute = Path.of(home, "target", "demo");
            Path here = Path.of("").toAbsolutePath();
            directory = absolute.startsWith(here) ? here.relativize(absolute) : absolute;
            delete(directory);
            Files.createDirectories(directory);
        }
        for (String file : FILES) {
            try (InputStream resource = DemoCommand.class.getResourceAsStream("demo/" + file)) {
                if (resource == null) {
                    throw new IllegalStateException("demo/" + file + " was not packaged");
                }
                Files.copy(resource, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return directory;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> entries = Files.walk(directory)) {
                for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }

    private static String shown(List<String> command) {
        return String.join(
                " ",
                command.stream()
                        .map(word -> word.contains(" ") || word.contains("(") ? "'" + word + "'" : word)
                        .toList());
    }
}
