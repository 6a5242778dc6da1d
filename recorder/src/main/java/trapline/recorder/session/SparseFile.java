package trapline.recorder.session;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes files with holes where their contents are zero: disk images are mostly that. */
final class SparseFile {
    private static final int UNIT = 64 << 10;
    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[UNIT]);

    private SparseFile() {}

    /** Writes a file and brings it to the disk. */
    static void write(Path file, MemorySegment contents) throws IOException {
        long size = contents.byteSize();
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(UNIT);
            for (long at = 0; at < size; at += UNIT) {
                long bytes = Math.min(UNIT, size - at);
                MemorySegment unit = contents.asSlice(at, bytes);
                // The last byte is always written, so that the file has its size.
                if (at + bytes == size || unit.mismatch(ZEROS.asSlice(0, bytes)) >= 0) {
                    buffer.clear().limit((int) bytes);
                    MemorySegment.ofBuffer(buffer).copyFrom(unit);
                    write(channel, buffer, at);
                }
            }
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }
}
