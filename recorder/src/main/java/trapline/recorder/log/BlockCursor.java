package trapline.recorder.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;

/** Reads the events of one block after the other. One cursor is for one thread; a reader has as many as wanted. */
public final class BlockCursor {
    private final LogReader reader;
    private final EventDecoder decoder = new EventDecoder();
    private BlockBytes bytes = new BlockBytes();
    private BlockInfo block;
    private long nextSeq;

    /** What is read ahead, and of which block. */
    private BlockBytes aheadBytes = new BlockBytes();

    private BlockInfo ahead = BlockInfo.NONE;
    private CompletableFuture<Void> reading = CompletableFuture.allOf();

    BlockCursor(LogReader reader) {
        this.reader = reader;
        this.block = BlockInfo.NONE;
    }

    /**
     * Loads a block and checks it.
     *
     * @throws LogFormatException when the block is damaged
     */
    public void load(BlockInfo newBlock) {
        block = newBlock;
        if (!takeAhead()) {
            bytes.read(reader.file(), block);
        }
        BlockHeader header = block.header();
        decoder.startBlock(header.version(), bytes.bytes(), 0, header.payloadLength());
        nextSeq = block.firstSeq();
    }

    /** Has another thread read a block, and check it, that is to be loaded next. What is wrong with it, {@link #load} will say. */
    public void loadAhead(BlockInfo next) {
        if (reading.isDone()) {
            ahead = next;
            BlockBytes target = aheadBytes;
            reading = CompletableFuture.runAsync(() -> target.read(reader.file(), next));
        }
    }

    private boolean takeAhead() {
        if (!ahead.equals(block)) {
            return false;
        }
        ahead = BlockInfo.NONE;
        try {
            reading.join();
        } catch (CompletionException e) {
            return false;
        }
        BlockBytes taken = aheadBytes;
        aheadBytes = bytes;
        bytes = taken;
        return true;
    }

    /**
     * Decodes the next event of the block; false at its end.
     *
     * @throws LogFormatException when the block is damaged
     */
    public boolean next() {
        if (nextSeq == block.endSeq()) {
            if (!decoder.atEnd()) {
                throw block.damaged(0, nextSeq, "there are bytes behind the block's last event");
            }
            return false;
        }
        int position = decoder.position();
        if (!decoder.decode()) {
            throw block.damaged(BlockHeader.SIZE + position, nextSeq, "no event that this version knows");
        }
        decoder.event().seq = nextSeq++;
        return true;
    }

    /**
     * Passes the next events of the block, as {@link #next} does, if they are those of rounds from {@code first} on, and that can be told
     * without decoding them.
     *
     * @return how many, or 0
     */
    public int pass(EventRounds rounds, int first) {
        int same = decoder.pass(rounds, first);
        nextSeq += same;
        return same;
    }

    /** The event last decoded, not passed, until the next is. The next of its type is made from it, so it may not be changed. */
    public EventFrame event() {
        return decoder.event();
    }

    /** Whether a block can be loaded and decoded to its end. */
    boolean isIntact(BlockInfo candidate) {
        try {
            load(candidate);
            while (next()) {
                continue;
            }
            return true;
        } catch (LogFormatException e) {
            return false;
        }
    }
}
