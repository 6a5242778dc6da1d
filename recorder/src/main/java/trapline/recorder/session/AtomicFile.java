package trapline.recorder.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all, also when the power fails in between. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path target, byte[] contents) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        writeTemporary(temporary, contents);
        move(temporary, target);
    }

    /** Writes a file that gets its name later. */
    static void writeTemporary(Path temporary, byte[] contents) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(contents);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Gives a file that is whole its name. */
    static void move(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
