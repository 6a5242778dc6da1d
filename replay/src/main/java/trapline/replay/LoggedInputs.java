package trapline.replay;

import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventRow;
import trapline.recorder.event.InputSource;
import trapline.recorder.log.LogReader;

/** The inputs of a log, each on the tick on which it landed when it was recorded. */
public final class LoggedInputs implements InputSource {
    private final LoggedEvents events;

    /** The inputs of a log that stays open meanwhile. */
    public LoggedInputs(LogReader log) {
        events = new LoggedEvents(log, inputTypes());
    }

    private static long inputTypes() {
        long types = 0;
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            types |= row.type().isInput() ? 1L << row.type().id() : 0;
        }
        return types;
    }

    @Override
    public long nextTick(long now, Demand demand) {
        return events.ended() ? NEVER : events.current().icount;
    }

    @Override
    public boolean take(long now, Demand demand, EventFrame frame) {
        EventFrame next = events.current();
        if (events.ended() || next.icount > now) {
            return false;
        }
        if (next.icount < now) {
            throw new DivergenceException("The machine passed tick %d without taking the input that landed there: %s"
                    .formatted(next.icount, EventCatalog.EVENTS.text(next)));
        }
        frame.begin(next.type);
        for (int i = 0; i < next.count; i++) {
            frame.put(next.values[i]);
        }
        frame.putBytes(next.bytes, 0, next.length);
        events.advance();
        return true;
    }
}
