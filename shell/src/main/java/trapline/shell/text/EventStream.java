package trapline.shell.text;

import trapline.recorder.event.EventFrame;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWalk;
import trapline.recorder.session.SessionDirectory;

/** The readable events of a session, one after the other. */
public final class EventStream implements AutoCloseable {
    private final LogReader log;
    private final LogWalk walk;

    private EventStream(LogReader log, long from) {
        this.log = log;
        this.walk = log.walk(
                log.blocks().stream().filter(block -> block.endSeq() > from).toList());
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
        return walk.next();
    }

    /** The event it is at, until it goes on. */
    public EventFrame event() {
        return walk.event();
    }

    @Override
    public void close() {
        log.close();
    }
}
