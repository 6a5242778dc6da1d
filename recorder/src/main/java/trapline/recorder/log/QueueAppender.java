package trapline.recorder.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.IORuntimeException;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Appends documents to a new Chronicle queue.
 *
 * <p>The queue's clock stands still, so there is one file with a known name. Chronicle writes through a mapping, where
 * a full disk is a bus error: so the file is filled with zeros a little ahead of it, where a full disk is an
 * {@code IOException}. On closing, what Chronicle reserved and did not use is cut off.
 */
final class QueueAppender implements AutoCloseable {
    /**
     * How much Chronicle maps at once; a document may take a quarter of it. Mapping costs some milliseconds, because it is too rare for
     * HotSpot to compile what does it.
     */
    private static final int MAPPING = 8 << 20;

    private static final int RESERVE = 1 << 20;
    private static final int PAGE = 4096;
    private static final String METADATA_FILE = "metadata.cq4t";

    private final Path directory;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final FileChannel file;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(RESERVE);
    private long reservedTo;
    private long end;

    QueueAppender(Path directory) {
        this.directory = directory;
        silence();
        try {
            Files.createDirectories(directory);
            requireSpace();
            queue = builder(directory).build();
            appender = queue.createAppender();
            file = FileChannel.open(
                    directory.resolve(QueueFile.NAME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static SingleChronicleQueueBuilder builder(Path directory) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(LegacyRollCycles.DAILY)
                .indexCount(512)
                .indexSpacing(64)
                .blockSize(MAPPING)
                .timeProvider(() -> 0L);
    }

    /** Gets Chronicle ready, as far as that needs no files. */
    static void loadAhead() {
        silence();
        builder(Path.of("")).wireType();
    }

    /** Chronicle must neither report usage over the network nor print about itself nor watch disks in a thread. */
    private static void silence() {
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
    }

    private void requireSpace() throws IOException {
        long usable = directory.toFile().getUsableSpace(); // a file store would read the list of all mounts
        if (usable < 4L * RESERVE) {
            throw new IOException(usable + " bytes are left on the disk");
        }
    }

    /** Appends one document. */
    void append(byte[] bytes, int length) {
        try {
            reserve(reservedTo == 0 ? 0 : length);
            try (DocumentContext document = appender.writingDocument()) {
                Bytes<?> target = Objects.requireNonNull(document.wire()).bytes();
                target.write(bytes, 0, length);
                end = target.writePosition();
            }
            used();
        } catch (IOException | IORuntimeException | InternalError e) {
            throw failed(e);
        }
    }

    private void used() throws IOException {
        if (reservedTo == 0) {
            reservedTo = (end + PAGE - 1) / PAGE * PAGE;
            reserve(0);
        }
    }

    /** Sees to it that the disk holds the next document, and what Chronicle adds to it, before Chronicle touches it. */
    private void reserve(int length) throws IOException {
        while (reservedTo != 0 && reservedTo < end + length + RESERVE / 4) {
            zeros.clear();
            while (zeros.hasRemaining()) {
                reservedTo += file.write(zeros, reservedTo);
            }
        }
    }

    private LogWriteException failed(Throwable cause) {
        return new LogWriteException(
                "cannot write the log in %s: is the disk full? (%s)".formatted(directory, cause.getMessage()), cause);
    }

    /** Closes the queue and cuts the file behind the last document. */
    @Override
    public void close() {
        try (file) {
            appender.close();
            queue.close();
            if (end > 0) {
                file.truncate((end + QueueFile.HEADER_SIZE + PAGE - 1) / PAGE * PAGE);
                file.force(true);
            }
            Files.deleteIfExists(directory.resolve(METADATA_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the log in " + directory, e);
        }
    }
}
