package trapline.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What {@code tests/src/debian/fetch.sh} has brought. */
public final class DebianFiles {
    private static final Path DIRECTORY = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                    .filter(cache -> !cache.isEmpty())
                    .orElse(System.getProperty("user.home") + "/.cache"))
            .resolve("trapline/debian");

    private DebianFiles() {}

    /** Skips the test, and says why, where nothing was fetched. */
    public static void assumeFetched() {
        Assumptions.assumeTrue(
                Files.exists(DIRECTORY.resolve("complete")),
                "skipped: no files of Debian's in " + DIRECTORY + "; tests/src/debian/fetch.sh brings them");
    }

    /** The same for modules, {@code kind} is "modules" or "selftests", which earlier versions of it did not bring. */
    public static void assumeFetched(String kind) {
        Assumptions.assumeTrue(
                Files.exists(DIRECTORY.resolve(kind)),
                "skipped: no " + kind + " in " + DIRECTORY + "; tests/src/debian/fetch.sh brings them");
    }

    /** The modules of a kind that were kept of a kernel: {@code version} is a regular expression. */
    public static List<Path> modules(String kind, String version) {
        return files(only(kind, version), ".*\\.ko");
    }

    /** A static busybox. */
    public static Path busybox() {
        return DIRECTORY.resolve("bin/busybox");
    }

    /** The file that is booted whose name matches a regular expression. */
    public static Path boot(String name) {
        return only("boot", name);
    }

    private static Path only(String directory, String name) {
        return files(DIRECTORY.resolve(directory), name).stream()
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("nothing in " + DIRECTORY.resolve(directory) + " is called " + name));
    }

    /** By name. */
    private static List<Path> files(Path directory, String name) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
