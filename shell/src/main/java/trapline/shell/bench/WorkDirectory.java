package trapline.shell.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where guests, sessions and the output of processes are kept meanwhile. It goes away when the work is done, and when it
 * is interrupted; so do the processes.
 */
final class WorkDirectory implements AutoCloseable {
    private final Path directory;
    private final Thread interruption = new Thread(this::interrupted);

    private WorkDirectory(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(interruption);
    }

    /** A fresh one: in the build's output, on the file system where sessions are most likely recorded, if there is a build. */
    static WorkDirectory create(Optional<Path> home) throws IOException {
        if (home.isEmpty()) {
            return new WorkDirectory(Files.createTempDirectory("trapline-bench"));
        }
        Path target = Files.createDirectories(home.get().resolve("target"));
        return new WorkDirectory(Files.createTempDirectory(target, "bench"));
    }

    /** A file in it. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** The benchmark program as a file. */
    Path program() throws IOException {
        Path file = file(BenchProgram.FILE);
        if (!Files.exists(file)) {
            Files.write(file, BenchProgram.contents());
        }
        return file;
    }

    /** Removes a file or a directory, if it is there. */
    static void delete(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException _) {
            // It is gone, as it should be.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void interrupted() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        delete(directory);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(interruption);
        delete(directory);
    }
}
