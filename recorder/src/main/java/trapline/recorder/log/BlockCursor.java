package trapline.recorder.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;

/** Reads the events of one block after the other. One cursor is for one thread; a reader has as many as wanted. */
public final class BlockCursor {
    private final LogReader reader;
    private final EventDecoder decoder = new EventDecoder();
    private byte[] buffer = new byte[64 << 10];
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
        block = newBlock;
        int length = block.header().payloadLength();
        if (length < 0 || length > EventEncoder.CAPACITY) {
            throw damaged(block.offset(), "the block names a length of " + length);
        }
        if (buffer.length < length + Long.BYTES) {
            buffer = new byte[EventEncoder.CAPACITY + Long.BYTES];
        }
        try {
            int n = reader.file().read(buffer, length, block.offset() + BlockHeader.SIZE);
            if (n != length) {
                throw damaged(block.offset(), "the file ends inside of the block");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log: " + e.getMessage(), e);
        }
        BlockHeader header = block.header();
        if (BlockHeader.crc(buffer, 0, length) != header.payloadCrc()
                || BlockHeader.digest(header.version(), buffer, 0, length) != header.payloadDigest()) {
            throw damaged(block.offset() + BlockHeader.SIZE, "the check sum of the block's events is wrong");
        }
        decoder.startBlock(header.version(), buffer, 0, length);
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
                throw damaged(block.offset(), "there are bytes behind the block's last event");
            }
            return false;
        }
        int position = decoder.position();
        if (!decoder.decode()) {
            throw damaged(block.offset() + BlockHeader.SIZE + position, "no event that this version knows");
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

    private LogFormatException damaged(long offset, String what) {
        return new LogFormatException(
                new LogProblem(QueueFile.NAME, offset, block.index(), Math.max(nextSeq, block.firstSeq()), what));
    }
}
