package trapline.shell.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import trapline.emulator.Image;

/** The benchmark program, as it is packaged with the command. */
final class BenchProgram {
    /** Its file's name. */
    static final String FILE = "bench.elf";

    /** More rounds than anybody waits for. */
    static final long ENDLESS = 4_000_000_000L;

    private BenchProgram() {}

    /** Its bytes. */
    static byte[] contents() {
        try (InputStream resource = BenchProgram.class.getResourceAsStream(FILE)) {
            if (resource == null) {
                throw new IllegalStateException(FILE + " was not packaged");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Image image() {
        return new Image(FILE, contents());
    }

    /** Its command line. */
    static String arguments(String kernel, long rounds) {
        return kernel + " " + rounds;
    }
}
