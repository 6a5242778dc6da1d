package trapline.recorder.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Damages files. */
public final class DamagedFile {
    private DamagedFile() {}

    /** Flips a bit. */
    public static void flip(Path file, long offset, int bit) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int value = access.read();
            access.seek(offset);
            access.write(value ^ 1 << bit);
        }
    }
}
