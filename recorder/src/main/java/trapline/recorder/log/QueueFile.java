package trapline.recorder.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads a Chronicle queue file as a file. A document is a four-byte header (30 bits of length, {@link #METADATA},
 * {@link #UNFINISHED}) and its data, padded to four bytes; a header of zero is the end.
 *
 * <p>Not through Chronicle's tailer: that maps the file, so that a truncated one ends the JVM's patience with a bus
 * error; it stops without a word at a damaged header; and it writes into the directory. Positioned reads do none of
 * this and may be made by many threads.
 */
final class QueueFile implements AutoCloseable {
    /** The one file of a log: its cycle is the virtual day 0. */
    static final String NAME = "19700101.cq4";

    static final int HEADER_SIZE = 4;
    static final int LENGTH_MASK = 0x3FFFFFFF;
    static final int METADATA = 0x40000000;
    static final int UNFINISHED = 0x80000000;

    /** How much of a metadata document tells what it is. */
    static final int METADATA_START = 13;

    /** The names with which Chronicle's metadata documents begin, behind two bytes for kind and length of the name. */
    private static final byte[] HEADER_NAME = ascii("header");

    private static final byte[] INDEX2_NAME = ascii("index2index");
    private static final byte[] INDEX_NAME = ascii("index");

    private final FileChannel channel;

    QueueFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Fills {@code target[0, length)} from {@code offset}; returns how many bytes there were. */
    int read(byte[] target, int length, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, offset + buffer.position());
            if (n < 0) {
                break;
            }
        }
        return buffer.position();
    }

    /** The document header at {@code offset}; 0, the end, when the file ends before it. */
    int documentHeader(long offset) throws IOException {
        byte[] bytes = new byte[HEADER_SIZE];
        if (read(bytes, HEADER_SIZE, offset) < HEADER_SIZE) {
            return 0;
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Where the document after one at {@code offset} with data of {@code length} begins. */
    static long next(long offset, int length) {
        return offset + HEADER_SIZE + length + 3 & ~3L;
    }

    /** Whether a metadata document that starts so is one of Chronicle's: the header, or later an index page. */
    static boolean isMetadata(byte[] start, boolean first) {
        return first ? isNamed(start, HEADER_NAME) : isNamed(start, INDEX_NAME) || isNamed(start, INDEX2_NAME);
    }

    private static boolean isNamed(byte[] start, byte[] name) {
        return start[1] == name.length && Arrays.equals(name, 0, name.length, start, 2, 2 + name.length);
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
