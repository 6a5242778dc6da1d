package trapline.recorder.log;

import java.util.List;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRounds;

/** Reads the events of several blocks, one after the other. For one thread. */
public final class LogWalk {
    private final BlockCursor cursor;
    private final List<BlockInfo> blocks;
    private final ReadAhead bytes;
    private int loaded;

    LogWalk(LogReader reader, List<BlockInfo> blocks) {
        this.cursor = reader.cursor();
        this.blocks = blocks;
        this.bytes = new ReadAhead(reader, blocks);
    }

    /**
     * Goes on to the next event; false behind the last.
     *
     * @throws LogFormatException when the block that comes next is damaged
     */
    public boolean next() {
        while (loaded == 0 || !cursor.next()) {
            if (loaded == blocks.size()) {
                return false;
            }
            cursor.load(blocks.get(loaded), bytes.get(loaded));
            loaded++;
        }
        return true;
    }

    /**
     * Passes the next events, as {@link #next} does, if they are those of rounds from {@code first} on, and that can be told without
     * decoding them.
     *
     * @return how many, or 0
     */
    public int pass(EventRounds rounds, int first) {
        return cursor.pass(rounds, first);
    }

    /** The event it is at, not passed, until it goes on. It may not be changed: the next of its type is made from it. */
    public EventFrame event() {
        return cursor.event();
    }
}
