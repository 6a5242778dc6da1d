package trapline.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import trapline.query.LinuxKernel;

/** Debian's kernels for 32-bit ARM, and the static busybox that goes with them. */
enum DebianKernel {
    /** With short descriptors. */
    ARMMP("armmp"),
    /** With long descriptors. */
    ARMMP_LPAE("armmp-lpae");

    private static final Path DIRECTORY = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                    .filter(cache -> !cache.isEmpty())
                    .orElse(System.getProperty("user.home") + "/.cache"))
            .resolve("trapline/debian");

    private final String flavour;

    DebianKernel(String flavour) {
        this.flavour = flavour;
    }

    /** Skips the test, and says why, where nothing was fetched. */
    static void assumeFetched() {
        Assumptions.assumeTrue(
                Files.exists(DIRECTORY.resolve("complete")),
                "skipped: no Debian kernels in " + DIRECTORY + "; tests/src/debian/fetch.sh brings them");
    }

    /** The shell. */
    static Path busybox() {
        return DIRECTORY.resolve("bin/busybox");
    }

    /** The compressed kernel, which decompresses itself. */
    Path zImage() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("boot"))) {
            return files.filter(file -> isKernel(file.getFileName().toString()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isKernel(String file) {
        return file.startsWith("vmlinuz-") && file.endsWith("-" + flavour);
    }

    /** The kernel that is compressed in it. */
    byte[] image() throws IOException {
        return LinuxKernel.decompressed(Files.readAllBytes(zImage())).orElseThrow();
    }
}
