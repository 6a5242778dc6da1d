package trapline.shell.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import trapline.emulator.Image;
import trapline.shell.CommandFailure;

/** Reads the files that go into the machine's memory. */
public final class ImageFiles {
    /** More than this fits into no machine we build. */
    private static final long MOST_BYTES = 1L << 30;

    private ImageFiles() {}

    /** One image; a missing, empty or unreasonable file is told by its name. */
    public static Image read(Path file) {
        if (!Files.exists(file)) {
            throw new CommandFailure(file + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(file + ": is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new CommandFailure(file + ": permission denied");
        }
        try {
            long size = Files.size(file);
            if (size == 0 || size > MOST_BYTES) {
                throw new CommandFailure(
                        file + ": " + size + " bytes cannot be an image; it must have between 1 byte and 1 GiB");
            }
            return new Image(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
