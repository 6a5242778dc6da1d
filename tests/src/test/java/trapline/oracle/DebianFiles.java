package trapline.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A static busybox. */
    public static Path busybox() {
        return DIRECTORY.resolve("bin/busybox");
    }

    /** The file that is booted whose name matches a regular expression. */
    public static Path boot(String name) {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("boot"))) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("nothing in " + DIRECTORY + "/boot is called " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
