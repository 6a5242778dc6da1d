package trapline.recorder.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log, also one that is still being written or whose writer was killed. Opening it walks over the block
 * headers; {@link #blocks} is the prefix in which sequence numbers and chain have no gap, {@link #problem} what ends
 * it, if anything but the end does. Payloads are checked when a {@link BlockCursor} loads them.
 *
 * <p>Cursors of several threads may read different blocks at once; {@link #refresh} is for one thread.
 */
public final class LogReader implements AutoCloseable {
    private final Path directory;
    private final Optional<QueueFile> file;
    private final List<BlockInfo> blocks = new ArrayList<>();
    private Optional<LogProblem> problem = Optional.empty();
    private long nextChain;
    private long nextSeq;
    private long end;

    private LogReader(Path directory, Optional<QueueFile> file, long chain) {
        this.directory = directory;
        this.file = file;
        this.nextChain = chain;
    }

    /**
     * Opens a log for reading.
     *
     * @param directory the log's directory; without a log in it, there are no blocks
     * @param chain the digest that the writer was given
     */
    public static LogReader open(Path directory, long chain) {
        Path path = directory.resolve(QueueFile.NAME);
        try {
            Optional<QueueFile> file = Files.exists(path) ? Optional.of(new QueueFile(path)) : Optional.empty();
            LogReader reader = new LogReader(directory, file, chain);
            reader.refresh();
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Opens a log of which it is not known what it belongs to, because the manifest is damaged. */
    public static LogReader openAlone(Path directory) {
        long chain = 0;
        try (LogReader reader = open(directory, 0)) {
            if (reader.file.isPresent()) {
                Optional<BlockInfo> first = BlockScan.nextBlock(reader.file.get(), 0);
                chain = first.isPresent() ? first.get().header().chain() : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log in " + directory, e);
        }
        return open(directory, chain);
    }

    /** The intact prefix, in order. */
    public List<BlockInfo> blocks() {
        return Collections.unmodifiableList(blocks);
    }

    /** Events of the intact prefix. */
    public long events() {
        return nextSeq;
    }

    /** What is wrong behind the intact prefix; empty when the log simply ends there. */
    public Optional<LogProblem> problem() {
        return problem;
    }

    /** How much the intact prefix holds. */
    public LogTotals totals() {
        long bytes = 0;
        long inputs = 0;
        for (BlockInfo block : blocks) {
            bytes += block.length();
            inputs += block.header().inputs();
        }
        return new LogTotals(nextSeq, inputs, blocks.size(), bytes, nextChain);
    }

    /** A cursor over this log's blocks, for one thread. */
    public BlockCursor cursor() {
        return new BlockCursor(this);
    }

    /** Over the events of some of this log's blocks, in their order. Reads ahead, in another thread. */
    public LogWalk walk(List<BlockInfo> some) {
        return new LogWalk(this, List.copyOf(some));
    }

    /** The block that holds an event, by its sequence number. */
    public Optional<BlockInfo> blockOf(long seq) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            BlockInfo block = blocks.get(middle);
            if (seq < block.firstSeq()) {
                high = middle - 1;
            } else if (seq >= block.endSeq()) {
                low = middle + 1;
            } else {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /** Looks for blocks that were appended since; returns how many there were. */
    public int refresh() {
        if (file.isEmpty() || problem.isPresent()) {
            return 0;
        }
        int before = blocks.size();
        try {
            walk(file.get());
            if (problem.isEmpty()) {
                lookBehindTheEnd(file.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory.resolve(QueueFile.NAME), e);
        }
        return blocks.size() - before;
    }

    private void walk(QueueFile queue) throws IOException {
        while (problem.isEmpty()) {
            int word = queue.documentHeader(end);
            if (word == 0 || (word & QueueFile.UNFINISHED) != 0) {
                return;
            }
            int length = word & QueueFile.LENGTH_MASK;
            if (end + QueueFile.HEADER_SIZE + length > queue.size()) {
                fail(end, "the file ends inside of a document of %d bytes".formatted(length));
            } else if ((word & QueueFile.METADATA) != 0) {
                walkMetadata(queue, length);
            } else {
                walkBlock(queue, length);
            }
        }
    }

    /** Chronicle's own documents: a header at the start, index pages between the blocks. */
    private void walkMetadata(QueueFile queue, int length) throws IOException {
        byte[] start = new byte[QueueFile.METADATA_START];
        queue.read(start, Math.min(length, start.length), end + QueueFile.HEADER_SIZE);
        if (QueueFile.isMetadata(start, end == 0)) {
            end = QueueFile.next(end, length);
        } else {
            fail(end, "there is neither a block nor an index page");
        }
    }

    private void walkBlock(QueueFile queue, int length) throws IOException {
        long offset = end + QueueFile.HEADER_SIZE;
        byte[] bytes = new byte[BlockHeader.SIZE];
        boolean complete = queue.read(bytes, BlockHeader.SIZE, offset) == BlockHeader.SIZE;
        Optional<BlockHeader> found = complete ? BlockHeader.read(bytes) : Optional.empty();
        if (found.isEmpty()) {
            fail(offset, "the block's header is damaged");
            return;
        }
        BlockHeader header = found.get();
        BlockInfo block = new BlockInfo(blocks.size(), offset, header);
        if (!header.version().isReadable()) {
            fail(
                    offset,
                    "the block has format %s; this version reads up to %s"
                            .formatted(header.version(), FormatVersion.CURRENT));
        } else if (block.length() != length) {
            fail(end, "the document has %d bytes, its block %d".formatted(length, block.length()));
        } else if (header.firstSeq() != nextSeq) {
            fail(offset, "the block begins with event " + header.firstSeq());
        } else if (header.chain() != nextChain) {
            fail(offset, "the block does not belong behind the one before it, or not to this session");
        } else {
            blocks.add(block);
            nextSeq = block.endSeq();
            nextChain = header.nextChain();
            end = QueueFile.next(end, length);
        }
    }

    /** A header that was zeroed looks like the end; blocks behind it show that it is not. */
    private void lookBehindTheEnd(QueueFile queue) throws IOException {
        Optional<BlockInfo> behind = BlockScan.nextBlock(queue, end + QueueFile.HEADER_SIZE + 1);
        if (behind.isPresent() && isEndOrUnfinished(queue)) {
            fail(
                    end,
                    "the document header is erased; the next block follows at 0x%x"
                            .formatted(behind.get().offset()));
        }
    }

    private boolean isEndOrUnfinished(QueueFile queue) throws IOException {
        int word = queue.documentHeader(end);
        return word == 0 || (word & QueueFile.UNFINISHED) != 0;
    }

    private void fail(long offset, String what) {
        problem = Optional.of(new LogProblem(QueueFile.NAME, offset, blocks.size(), nextSeq, what));
    }

    /** How many blocks behind a problem are whole in themselves. */
    public long blocksBehindProblem(LogProblem found) {
        if (file.isEmpty()) {
            return 0;
        }
        BlockCursor cursor = cursor();
        long intact = 0;
        try {
            Optional<BlockInfo> block = BlockScan.nextBlock(file.get(), found.offset() + 1);
            while (block.isPresent()) {
                boolean whole = cursor.isIntact(block.get());
                intact += whole ? 1 : 0;
                int length = whole ? block.get().length() : BlockHeader.SIZE;
                block = BlockScan.nextBlock(file.get(), block.get().offset() + length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log in " + directory, e);
        }
        return intact;
    }

    QueueFile file() {
        return file.orElseThrow(() -> new IllegalStateException("no log in " + directory));
    }

    @Override
    public void close() {
        if (file.isPresent()) {
            try {
                file.get().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
