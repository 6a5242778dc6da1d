package trapline.query;

import java.util.List;
import trapline.query.SchemaObject.Kind;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventRow;

/** The view {@code event_fields}: every event taken apart, one row for each of its fields, with its meaning. */
final class EventFields {
    private EventFields() {}

    static SchemaObject table() {
        List<SchemaColumn> columns = List.of(
                new SchemaColumn("seq", "BIGINT", false, "position in the log"),
                new SchemaColumn("place", "INTEGER", false, "number of the field within the event, from 0"),
                new SchemaColumn("field", "VARCHAR", false, "its name"),
                new SchemaColumn("value", "VARCHAR", false, "its value as text"),
                new SchemaColumn("meaning", "VARCHAR", false, "what it means"));
        StringBuilder sql = new StringBuilder(
                "SELECT seq, f.place, f.field, f.value, f.meaning FROM (SELECT seq," + " unnest(CASE kind");
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            sql.append(" WHEN ").append(row.type().id()).append(" THEN [");
            String separator = "";
            int place = 0;
            for (EventComponent component : row.components()) {
                sql.append(separator)
                        .append("{'place': ")
                        .append(place++)
                        .append(", 'field': '")
                        .append(component.columnName())
                        .append("', 'value': ")
                        .append(EventTable.text(component))
                        .append(", 'meaning': ")
                        .append(SchemaObject.literal(component.meaning()))
                        .append('}');
                separator = ", ";
            }
            sql.append(']');
        }
        sql.append(" END) AS f FROM (FROM log))");
        String purpose = "Every event taken apart, one row for each of its fields; give a seq, for it is long.";
        return new SchemaObject(Kind.TABLE, "event_fields", "", purpose, columns, sql.toString());
    }
}
