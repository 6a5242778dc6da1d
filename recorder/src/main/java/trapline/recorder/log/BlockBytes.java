package trapline.recorder.log;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The events of one block after the other, as the file has them. */
final class BlockBytes {
    private byte[] bytes = new byte[0];

    /** As many as the block's header says, and behind them {@link Long#BYTES} more. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Reads those of a block, and checks them.
     *
     * @throws LogFormatException when the block is damaged
     */
    void read(QueueFile file, BlockInfo block) {
        BlockHeader header = block.header();
        int length = header.payloadLength();
        if (length < 0 || length > EventEncoder.CAPACITY) {
            throw block.damaged(0, block.firstSeq(), "the block names a length of " + length);
        }
        if (bytes.length < length + Long.BYTES) {
            bytes = new byte[Math.max(length + Long.BYTES, 2 * bytes.length)];
        }
        try {
            if (file.read(bytes, length, block.offset() + BlockHeader.SIZE) != length) {
                throw block.damaged(0, block.firstSeq(), "the file ends inside of the block");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log: " + e.getMessage(), e);
        }
        if (BlockHeader.crc(bytes, 0, length) != header.payloadCrc()
                || BlockHeader.digest(header.version(), bytes, 0, length) != header.payloadDigest()) {
            throw block.damaged(BlockHeader.SIZE, block.firstSeq(), "the check sum of the block's events is wrong");
        }
    }
}
