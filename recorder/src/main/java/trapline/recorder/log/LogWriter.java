package trapline.recorder.log;

import java.nio.file.Path;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;

/**
 * Writes a log: gives each event its sequence number, encodes it, and appends a block whenever one is full. Events
 * that are not in a block yet are lost when the process is killed; everything before them stays.
 *
 * <p>For one thread. Accepting an event allocates nothing.
 */
public final class LogWriter implements EventSink, AutoCloseable {
    /** The most events of a block: enough that what Chronicle does for a document is little for each. */
    public static final int BLOCK_EVENTS = 8192;

    private final QueueAppender queue;
    private final EventEncoder encoder = new EventEncoder();
    private long nextSeq;
    private long chain;
    private long blocks;
    private long inputs;
    private long bytes;
    private boolean closed;

    private int count;
    private int blockInputs;
    private long firstIcount;
    private long minIcount;
    private long maxIcount;
    private long vms;

    /**
     * Starts a new log.
     *
     * @param directory the log's directory, made when it is not there
     * @param chain the digest of what the log belongs to; a reader must know it too
     */
    public LogWriter(Path directory, long chain) {
        this.queue = new QueueAppender(directory);
        this.chain = chain;
        startBlock();
    }

    /** Gets ready what logs are written with, so that the first one is begun sooner. May run on any thread. */
    public static void loadAhead() {
        QueueAppender.loadAhead();
    }

    @Override
    public void accept(EventFrame frame) {
        if (count == BLOCK_EVENTS || !encoder.hasRoomFor(frame)) {
            flush();
        }
        frame.seq = nextSeq++;
        encoder.encode(frame);
        if (count++ == 0) {
            firstIcount = frame.icount;
            minIcount = frame.icount;
            maxIcount = frame.icount;
        }
        minIcount = Math.min(minIcount, frame.icount);
        maxIcount = Math.max(maxIcount, frame.icount);
        vms |= vmBit(frame.vm);
        blockInputs += frame.type.isInput() ? 1 : 0;
    }

    @Override
    public void acceptAll(EventBatch batch) {
        int more = batch.count();
        batch.number(nextSeq);
        if (count == 0 || count + more > BLOCK_EVENTS || !encoder.hasRoomFor(batch)) {
            EventSink.super.acceptAll(batch);
            return;
        }
        encoder.encodeAll(batch);
        nextSeq += more;
        count += more;
        minIcount = Math.min(minIcount, batch.icount(0));
        maxIcount = Math.max(maxIcount, batch.lastIcount());
        vms |= vmBit(batch.vm());
        blockInputs += batch.type().isInput() ? more : 0;
    }

    private static long vmBit(int vm) {
        return 1L << Math.clamp(1L + vm, 0, 63);
    }

    /** Appends what has come since the last block, so that readers see it and a kill cannot take it. */
    public void flush() {
        if (count == 0) {
            return;
        }
        encoder.endRun();
        int length = encoder.position() - BlockHeader.SIZE;
        BlockHeader header = new BlockHeader(
                FormatVersion.CURRENT,
                count,
                length,
                BlockHeader.crc(encoder.buffer, BlockHeader.SIZE, length),
                nextSeq - count,
                firstIcount,
                minIcount,
                maxIcount,
                encoder.types(),
                vms,
                BlockHeader.digest(FormatVersion.CURRENT, encoder.buffer, BlockHeader.SIZE, length),
                chain,
                blockInputs);
        header.write(encoder.buffer);
        queue.append(encoder.buffer, encoder.position());
        chain = header.nextChain();
        blocks++;
        inputs += blockInputs;
        bytes += encoder.position();
        startBlock();
    }

    private void startBlock() {
        encoder.startBlock(BlockHeader.SIZE);
        count = 0;
        blockInputs = 0;
        vms = 0;
    }

    /** Events accepted so far. */
    public long events() {
        return nextSeq;
    }

    /** What has been appended so far. */
    public LogTotals totals() {
        return new LogTotals(nextSeq - count, inputs, blocks, bytes, chain);
    }

    /** Appends what is left and closes the log; further calls do nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (queue) {
            flush();
        }
    }
}
