package trapline.recorder.log;

import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;

/** Reads the events of one block after the other. One cursor is for one thread; a reader has as many as wanted. */
public final class BlockCursor {
    private final LogReader reader;
    private final EventDecoder decoder = new EventDecoder();
    private final BlockBytes bytes = new BlockBytes();
    private BlockInfo block;
    private long nextSeq;

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
        bytes.read(reader.file(), newBlock);
        load(newBlock, bytes);
    }

    /** Loads a block that has been read, and checked; its bytes must stay while it is used. */
    void load(BlockInfo newBlock, BlockBytes read) {
        block = newBlock;
        BlockHeader header = block.header();
        decoder.startBlock(header.version(), read.bytes(), 0, header.payloadLength());
        nextSeq = block.firstSeq();
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
