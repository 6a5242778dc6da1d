package trapline.replay;

import java.util.Iterator;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.log.BlockCursor;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.LogReader;

/** The events of a log one after the other, of all types or of some. */
final class LoggedEvents {
    private final BlockCursor cursor;
    private final Iterator<BlockInfo> blocks;
    private final long types;
    private boolean loaded;
    private boolean ended;

    /**
     * Positioned on the first event.
     *
     * @param types the types wanted: bit {@code EventType.id()}
     */
    LoggedEvents(LogReader log, long types) {
        this.cursor = log.cursor();
        this.blocks = log.blocks().stream()
                .filter(block -> (block.types() & types) != 0)
                .iterator();
        this.types = types;
        advance();
    }

    /** Whether all have been passed. */
    boolean ended() {
        return ended;
    }

    /** The event it is at, until it goes on; of no meaning when {@link #ended}. */
    EventFrame current() {
        return cursor.event();
    }

    /**
     * Goes on behind events of a batch, from {@code first} on, if it is at that one and it can be told without decoding each that the others
     * follow.
     *
     * @return how many; none if it stays where it is
     */
    int pass(EventBatch batch, int first) {
        int same = ended ? 0 : cursor.pass(batch, first);
        if (same > 0) {
            advance();
        }
        return same;
    }

    /** Goes on to the next event. */
    void advance() {
        while (true) {
            while (loaded && cursor.next()) {
                if ((types >>> cursor.event().type.id() & 1) != 0) {
                    return;
                }
            }
            if (!blocks.hasNext()) {
                ended = true;
                return;
            }
            cursor.load(blocks.next());
            loaded = true;
        }
    }
}
