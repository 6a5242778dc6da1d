package trapline.shell.text;

import java.util.Iterator;
import trapline.recorder.event.EventFrame;
import trapline.recorder.log.BlockCursor;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.LogReader;
import trapline.recorder.session.SessionDirectory;

/** The readable events of a session, one after the other. */
public final class EventStream implements AutoCloseable {
    private final LogReader log;
    private final BlockCursor cursor;
    private final Iterator<BlockInfo> blocks;
    private boolean loaded;

    private EventStream(LogReader log, long from) {
        this.log = log;
        this.cursor = log.cursor();
        this.blocks =
                log.blocks().stream().filter(block -> block.endSeq() > from).iterator();
    }

    /** From the block that holds an event on; its earlier events come first. */
    public static EventStream from(SessionDirectory session, long seq) {
        return new EventStream(session.openLog(), seq);
    }

    /** How many events are readable in all. */
    public long events() {
        return log.events();
    }

    /** Goes on to the next event; false at the end of what is readable. */
    public boolean next() {
        while (true) {
            if (loaded && cursor.next()) {
                return true;
            }
            if (!blocks.hasNext()) {
                return false;
            }
            cursor.load(blocks.next());
            loaded = true;
        }
    }

    /** The event it is at, until it goes on. */
    public EventFrame event() {
        return cursor.event();
    }

    @Override
    public void close() {
        log.close();
    }
}
