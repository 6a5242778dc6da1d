package trapline.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trapline.query.SchemaObject.Kind;
import trapline.recorder.event.ComponentKind;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventRow;

/**
 * The log as SQL, derived from the event records. A session's log is one wide table {@code log}: the header, the type's
 * id as {@code kind}, the numeric components as {@code v0}, {@code v1}, …, and the String or byte[] component as
 * {@code data}. Over it stand a view {@code ev_…} for each event type, with the names and types of its record, and the
 * view {@code events} of them all.
 */
final class EventTable {
    /** The header's columns in {@code log}. */
    static final List<String> HEADER = List.of("seq", "icount", "kind", "cpu", "vm", "vcpu", "pc");

    /** Columns {@code v0} to {@code v(VALUES - 1)} hold the numeric components. */
    static final int VALUES = mostValues();

    private static final List<SchemaColumn> PLACE = List.of(
            new SchemaColumn("seq", "BIGINT", false, "position in the log, from 0; the replay order"),
            new SchemaColumn("icount", "BIGINT", false, "tick at which it happened"),
            new SchemaColumn("cpu", "INTEGER", false, "physical CPU"),
            new SchemaColumn("vm_id", "INTEGER", false, "VM-ID, -1 when it belongs to no VM"),
            new SchemaColumn("vcpu_id", "INTEGER", false, "virtual CPU within the VM, -1 when there is none"),
            new SchemaColumn("pc", "BIGINT", true, "address of the instruction that caused it"));

    private EventTable() {}

    private static int mostValues() {
        int most = 0;
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            most = Math.max(most, row.numericCount());
        }
        return most;
    }

    /** One event type as a view over {@code log}. */
    static SchemaObject of(EventRow row) {
        List<SchemaColumn> columns = new ArrayList<>(PLACE);
        StringBuilder sql = new StringBuilder("SELECT seq, icount, cpu, vm AS vm_id, vcpu AS vcpu_id, pc");
        for (EventComponent component : row.components()) {
            SchemaColumn column =
                    new SchemaColumn(component.columnName(), type(component), component.hex(), component.meaning());
            columns.add(column);
            sql.append(", ").append(value(component)).append(" AS ").append(column.quoted());
        }
        sql.append(" FROM (FROM log) WHERE kind = ").append(row.type().id());
        String name = "ev_" + row.type().name().toLowerCase(Locale.ROOT);
        String purpose = "Events %s of the log (%s), as recorded; docs/events.md describes them."
                .formatted(row.type(), row.type().isInput() ? "input" : "observation");
        return new SchemaObject(Kind.EVENT, name, "", purpose, List.copyOf(columns), sql.toString());
    }

    /** All events as a view over {@code log}. */
    static SchemaObject events() {
        List<SchemaColumn> columns = List.of(
                PLACE.get(0),
                PLACE.get(1),
                PLACE.get(2),
                new SchemaColumn("vm_id", "INTEGER", false, "VM-ID, NULL when it belongs to no VM"),
                new SchemaColumn("vcpu_id", "INTEGER", false, "virtual CPU within the VM"),
                new SchemaColumn("kind", "VARCHAR", false, "which event: a name of EventType"),
                PLACE.get(5),
                new SchemaColumn("detail", "VARCHAR", false, "its fields as text, name=value"));
        StringBuilder kinds = new StringBuilder("CASE kind");
        StringBuilder details = new StringBuilder("CASE kind");
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            String when = " WHEN " + row.type().id() + " THEN ";
            kinds.append(when).append('\'').append(row.type()).append('\'');
            details.append(when).append(detail(row));
        }
        String sql = "SELECT seq, icount, cpu, nullif(vm, -1) AS vm_id, nullif(vcpu, -1) AS vcpu_id, " + kinds
                + " END AS kind, pc, " + details + " END AS detail FROM (FROM log)";
        return new SchemaObject(Kind.TABLE, "events", "", "Everything the log holds, in replay order.", columns, sql);
    }

    private static String detail(EventRow row) {
        StringBuilder sql = new StringBuilder("concat_ws(' '");
        for (EventComponent component : row.components()) {
            sql.append(", '").append(component.columnName()).append("=' || ").append(text(component));
        }
        return sql.append(")").toString();
    }

    private static String type(EventComponent component) {
        return switch (component.kind()) {
            case LONG -> "BIGINT";
            case INT -> component.hex() ? "BIGINT" : "INTEGER";
            case BOOLEAN -> "BOOLEAN";
            case ENUM, STRING -> "VARCHAR";
            case BYTES -> "BLOB";
        };
    }

    /** An address in an int is unsigned. */
    private static String value(EventComponent component) {
        String slot = "v" + component.slot();
        return switch (component.kind()) {
            case LONG -> slot;
            case INT -> component.hex() ? slot + " & 4294967295" : "CAST(" + slot + " AS INTEGER)";
            case BOOLEAN -> slot + " <> 0";
            case ENUM -> SqlTemplate.constantName(component, slot);
            case STRING -> "data";
            case BYTES -> "unhex(data)";
        };
    }

    /** As {@link EventComponent#text} shows it, but for bytes, which look as DuckDB prints a BLOB. */
    static String text(EventComponent component) {
        String value = value(component);
        if (component.hex()) {
            return component.kind() == ComponentKind.INT ? "printf('0x%08x', " + value + ")" : hexLong(value);
        }
        return "CAST(" + value + " AS VARCHAR)";
    }

    private static String hexLong(String value) {
        return "CASE WHEN " + value + " < 0 THEN CAST(" + value + " AS VARCHAR) ELSE printf('0x%x', " + value + ") END";
    }
}
