package trapline.recorder.log;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The bytes of blocks that are asked for one after the other. While some are used, another thread reads the next, and checks them:
 * several at once, for to wake a thread takes as long as to read one to three of them.
 */
final class ReadAhead {
    /** Blocks that are read at once. */
    static final int AT_ONCE = 8;

    private final LogReader reader;
    private final List<BlockInfo> blocks;

    /** Room for the blocks that are used, and for as many that are read meanwhile. */
    private final BlockBytes[] room = new BlockBytes[2 * AT_ONCE];

    /** Says up to which block it got. */
    private CompletableFuture<Integer> reading = CompletableFuture.completedFuture(0);
    /** The first block that was not read. */
    private int end;

    ReadAhead(LogReader reader, List<BlockInfo> blocks) {
        this.reader = reader;
        this.blocks = blocks;
    }

    /**
     * Those of a block, until {@link #AT_ONCE} more have been asked for.
     *
     * @param n its index in the list: 0 the first time, then one more each time
     * @throws LogFormatException when the block is damaged
     */
    BlockBytes get(int n) {
        if (n % AT_ONCE == 0) {
            end = reading.join();
            int next = n + AT_ONCE;
            if (next < blocks.size()) {
                reading = CompletableFuture.supplyAsync(() -> readFrom(next));
            }
        }
        if (n >= end) {
            read(n);
        }
        return roomOf(n);
    }

    /** What is wrong with a block is told when it is asked for. */
    private int readFrom(int first) {
        int n = first;
        try {
            while (n < Math.min(first + AT_ONCE, blocks.size())) {
                read(n);
                n++;
            }
        } catch (LogFormatException | UncheckedIOException e) {
            return n;
        }
        return n;
    }

    private void read(int n) {
        roomOf(n).read(reader.file(), blocks.get(n));
    }

    private BlockBytes roomOf(int n) {
        int at = n % room.length;
        if (room[at] == null) {
            room[at] = new BlockBytes();
        }
        return room[at];
    }
}
