package trapline.recorder.log;

import java.nio.file.Path;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;

/**
 * Writes a log: gives each event its sequence number, encodes it, and has a block appended whenever one is full. Events
 * that are not in an appended block yet are lost when the process is killed; everything before them stays.
 *
 * <p>For one thread. Accepting an event allocates nothing, unless it is the last of a block.
 */
public final class LogWriter implements EventSink, AutoCloseable {
    /** The most events of a block: enough that what Chronicle does for a document is little for each. */
    public static final int BLOCK_EVENTS = 8192;

    private final EventEncoder encoder = new EventEncoder();
    private final BlockAppender blocks;
    private LogBlock block;
    private long nextSeq;
    private boolean closed;

    /**
     * Starts a new log.
     *
     * @param directory the log's directory, made when it is not there
     * @param chain the digest of what the log belongs to; a reader must know it too
     * @throws LogWriteException if it cannot be made
     */
    public LogWriter(Path directory, long chain) {
        blocks = new BlockAppender(directory, chain);
        block = startBlock();
    }

    /** Gets ready what logs are written with, so that the first one is begun sooner. May run on any thread. */
    public static void loadAhead() {
        QueueAppender.loadAhead();
    }

    /** @throws LogWriteException if a block before could not be appended */
    @Override
    public void accept(EventFrame frame) {
        makeRoom(frame.length);
        frame.seq = nextSeq++;
        encoder.encode(frame);
        block.add(frame);
    }

    /** @throws LogWriteException if a block before could not be appended */
    @Override
    public void acceptAll(EventBatch batch) {
        batch.number(nextSeq);
        int n = 0;
        while (n < batch.count()) {
            makeRoom(0);
            int more = encoder.encode(batch, n, BLOCK_EVENTS - block.count());
            block.add(batch, n, more);
            nextSeq += more;
            n += more;
        }
    }

    /** For an event with so many bytes beside its numbers. */
    private void makeRoom(int bytes) {
        if (block.count() == BLOCK_EVENTS || !encoder.hasRoomFor(bytes)) {
            append();
        }
    }

    /**
     * Has what has come since the last block appended soon, without waiting for that: then readers see it, and a kill cannot take it.
     *
     * @throws LogWriteException if a block before could not be appended
     */
    public void append() {
        if (block.count() == 0) {
            return;
        }
        encoder.endRun();
        block.complete(encoder.types(), encoder.position());
        blocks.append();
        block = startBlock();
    }

    private LogBlock startBlock() {
        LogBlock next = blocks.block();
        next.start(nextSeq);
        encoder.startBlock(next.bytes, BlockHeader.SIZE);
        return next;
    }

    /**
     * Appends what has come since the last block.
     *
     * @throws LogWriteException if that, or a block before, could not be done
     */
    public void flush() {
        append();
        blocks.await();
    }

    /** Events accepted so far. */
    public long events() {
        return nextSeq;
    }

    /** What has been appended so far. */
    public LogTotals totals() {
        return blocks.await();
    }

    /** Appends what is left and closes the log; further calls do nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (blocks) {
            flush();
        }
    }
}
