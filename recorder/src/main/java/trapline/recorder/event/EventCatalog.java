package trapline.recorder.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The declared events as a table, read from the records once by reflection: what the log's codec, the SQL tables, the
 * reference and every tool that prints an event are derived from.
 */
public final class EventCatalog {
    /** Ids are below this, so that a set of types is one {@code long} and an id fits six bits of the log. */
    public static final int ID_LIMIT = 64;

    /** The catalog of all events of this version. */
    public static final EventCatalog EVENTS = new EventCatalog();

    private final List<EventRow> rows;
    private final List<Optional<EventRow>> byId;

    private EventCatalog() {
        List<EventRow> found = new ArrayList<>();
        List<Optional<EventRow>> ids = new ArrayList<>();
        for (int i = 0; i < ID_LIMIT; i++) {
            ids.add(Optional.empty());
        }
        for (EventType type : EventType.values()) {
            EventRow row = new EventRow(type);
            if (type.id() <= 0 || type.id() >= ID_LIMIT || ids.get(type.id()).isPresent()) {
                throw new IllegalStateException(type + ": id " + type.id() + " is out of range or taken");
            }
            found.add(row);
            ids.set(type.id(), Optional.of(row));
        }
        rows = List.copyOf(found);
        byId = List.copyOf(ids);
    }

    /** All rows, in the order of {@link EventType}. */
    public List<EventRow> rows() {
        return rows;
    }

    /** The row of a type. */
    public EventRow row(EventType type) {
        return rows.get(type.ordinal());
    }

    /** The row with an id; empty when this version has none. */
    public Optional<EventRow> byId(int id) {
        return id < 0 || id >= ID_LIMIT ? Optional.empty() : byId.get(id);
    }

    /** The event's type and components as text; the header is left out. */
    public String text(EventFrame frame) {
        StringBuilder text = new StringBuilder(frame.type.name());
        for (EventComponent component : row(frame.type).components()) {
            text.append(' ').append(component.columnName()).append('=').append(component.text(frame));
        }
        return text.toString();
    }

    /** The frame's event as records. */
    public RecordedEvent toRecord(EventFrame frame) {
        EventHeader header = new EventHeader(frame.seq, frame.icount, frame.cpu, frame.vm, frame.vcpu, frame.pc);
        return new RecordedEvent(header, row(frame.type).toRecord(frame));
    }

    /** Fills a frame with an event and its header. */
    public void toFrame(RecordedEvent recorded, EventFrame frame) {
        EventHeader header = recorded.header();
        frame.seq = header.seq();
        frame.icount = header.icount();
        frame.cpu = header.cpu();
        frame.vm = header.vm();
        frame.vcpu = header.vcpu();
        frame.pc = header.pc();
        toFrame(recorded.event(), frame);
    }

    /** Fills a frame with an event's type and components; its header is left as it is. */
    public void toFrame(Event event, EventFrame frame) {
        for (EventRow row : rows) {
            if (row.type().record() == event.getClass()) {
                row.toFrame(event, frame);
                return;
            }
        }
        throw new IllegalStateException("no row for " + event.getClass());
    }
}
