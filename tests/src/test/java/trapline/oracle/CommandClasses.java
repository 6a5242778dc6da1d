package trapline.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command's classes as a virtual machine starts soonest with them: from this build's jars and a cache in which they are loaded already.
 * The first process of a test that needs it makes that by the launcher's training. Where only the first phases of a build are run there
 * are no jars, and so no cache.
 */
final class CommandClasses {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path CACHE = TARGET.resolve("trapline.aot");
    private static final int SECONDS = 300;

    private static final List<String> OPTIONS = find(System.getProperty("java.class.path"));

    private CommandClasses() {}

    /** What a virtual machine is told to have them. */
    static List<String> options() {
        return OPTIONS;
    }

    /** The beginning of a command line: this virtual machine, with the flags of all of this project. */
    static List<String> virtualMachine() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("trapline.jvm.flags").split(" ")));
        return command;
    }

    private static List<String> find(String everything) {
        List<Path> jars = Arrays.stream(everything.split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.toString().endsWith(".jar"))
                .toList();
        if (jars.stream().noneMatch(jar -> jar.endsWith("trapline.jar"))) {
            return List.of("-cp", everything);
        }
        String path = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        try (FileChannel channel = FileChannel.open(
                        TARGET.resolve("trapline.aot.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (isOlderThanOneOf(jars)) {
                train(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:AOTCache=" + CACHE, "-Xlog:disable", "-cp", path);
    }

    private static boolean isOlderThanOneOf(List<Path> jars) {
        long made = CACHE.toFile().lastModified();
        return jars.stream().anyMatch(jar -> jar.toFile().lastModified() > made);
    }

    private static void train(String path) throws IOException {
        Path sessions = Files.createTempDirectory(TARGET, "training");
        List<String> command = virtualMachine();
        command.addAll(List.of("-XX:AOTCacheOutput=" + CACHE, "-cp", path, "trapline.shell.Training"));
        command.addAll(List.of(Guests.directory().toString(), sessions.toString()));
        ProgramRun run = ChildProcess.run(command, SECONDS);
        if (run.status() != 0) {
            throw new IllegalStateException("training failed: " + run.errors());
        }
    }
}
