package trapline.recorder.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Finds blocks by their magic, wherever they are: what is left of a log when the way to them is damaged. */
final class BlockScan {
    private static final int WINDOW = 256 << 10;

    private BlockScan() {}

    /** The first block whose header is whole at or behind {@code from}. Blocks lie at multiples of four. */
    static Optional<BlockInfo> nextBlock(QueueFile file, long from) throws IOException {
        byte[] window = new byte[WINDOW];
        ByteBuffer buffer = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
        long size = file.size();
        long start = from + 3 & ~3L;
        while (start + BlockHeader.SIZE <= size) {
            int length = file.read(window, (int) Math.min(WINDOW, size - start), start);
            for (int i = 0; i + BlockHeader.SIZE <= length; i += 4) {
                if (buffer.getLong(i) == BlockHeader.MAGIC) {
                    Optional<BlockHeader> header =
                            BlockHeader.read(Arrays.copyOfRange(window, i, i + BlockHeader.SIZE));
                    if (header.isPresent()) {
                        return Optional.of(new BlockInfo(-1, start + i, header.get()));
                    }
                }
            }
            if (length < WINDOW) {
                break;
            }
            start += WINDOW - BlockHeader.SIZE;
        }
        return Optional.empty();
    }
}
