package trapline.query;

import java.util.List;
import java.util.Locale;
import trapline.query.SchemaObject.Kind;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventRow;

/** The reference pages that are generated from what is declared: docs/sql.md and docs/events.md. */
final class ReferencePages {
    private static final String SQL_HEAD = """
            # SQL reference

            *Generated from the schema's comments; do not edit. `trapline shell` shows the same with `.help NAME`.*

            Time is `icount`, the tick; an interval is `icount`, `icount_end` and `dur`. `(session_id, seq)` is the key of an
            event, `seq` the replay order. NULL stands for "none": no VM, no ASID, not reached. Addresses and counts are BIGINT;
            a hexadecimal literal (`0x4000_8000`) may stand wherever a number may, and so may `sym('main')`, the address of a
            guest's symbol. Columns marked *hex* are printed in hexadecimal by the formats for people (box, markdown, vertical)
            and in decimal by those for programs (csv, json, jsonl). The hardware's VMID, which tags TLB entries and can be
            reused, is `vmid`; the VM-ID, which says who a guest is, is `vm_id`.

            `CREATE TABLE` and `CREATE VIEW` work and last as long as the shell. SQL text reaches no files and no settings.
            """;
    private static final String EVENTS_HEAD = """
            # Events

            *Generated from the records in `trapline.recorder.event`; do not edit.*

            A session's log holds these, in one order. Each carries `seq` (its position), `icount` (the tick), `cpu`, `vm`
            (VM-ID, -1 for none), `vcpu` (-1 for none) and `pc`. *Inputs* come from outside and drive a replay; *observations*
            are what the machine did, and are compared. In SQL each is a view, and `events` holds all.
            """;

    private ReferencePages() {}

    static String sql() {
        StringBuilder page = new StringBuilder(SQL_HEAD);
        section(
                page,
                "Macros",
                "Write `FROM name()`; parameters are named: `FROM trap_stats(vm := 'guest0')`.",
                Kind.MACRO);
        section(page, "Functions", "", Kind.FUNCTION);
        section(
                page,
                "Tables",
                "Each begins with `session_id`, the session by its place on the command line.",
                Kind.TABLE);
        page.append(
                        "\n## Events as recorded\n\nA view for each event type, with the values as the log has them (-1 for")
                .append(" none); [events.md](events.md) describes their columns.\n\n");
        for (SchemaObject object : Schema.TRACE.objects(Kind.EVENT)) {
            page.append("- `").append(object.name()).append("`\n");
        }
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String text, Kind kind) {
        page.append("\n## ").append(title).append('\n');
        if (!text.isEmpty()) {
            page.append('\n').append(text).append('\n');
        }
        for (SchemaObject object : Schema.TRACE.objects(kind)) {
            page.append("\n### `")
                    .append(object.signature())
                    .append("`\n\n")
                    .append(object.purpose())
                    .append('\n');
            if (!object.columns().isEmpty()) {
                page.append("\n| column | type | meaning |\n| --- | --- | --- |\n");
            }
            for (SchemaColumn column : object.columns()) {
                row(page, column.name(), column.type() + (column.hex() ? ", hex" : ""), column.meaning());
            }
        }
    }

    private static void row(StringBuilder page, String name, String type, String meaning) {
        String text = meaning.replace("|", "\\|");
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(text)
                .append(" |\n");
    }

    static String events() {
        StringBuilder page = new StringBuilder(EVENTS_HEAD);
        for (boolean input : List.of(true, false)) {
            page.append(input ? "\n## Inputs\n" : "\n## Observations\n");
            for (EventRow event : EventCatalog.EVENTS.rows()) {
                if (event.type().isInput() == input) {
                    event(page, event);
                }
            }
        }
        return page.toString();
    }

    private static void event(StringBuilder page, EventRow event) {
        page.append("\n### ")
                .append(event.type())
                .append("\n\nId ")
                .append(event.type().id())
                .append(", since format ")
                .append(event.type().since())
                .append(", in SQL `")
                .append(EventTable.of(event).name())
                .append("`.\n\n| field | type | meaning |\n| --- | --- | --- |\n");
        for (EventComponent component : event.components()) {
            row(page, component.columnName(), type(component, event), component.meaning() + constants(component));
        }
    }

    private static String type(EventComponent component, EventRow event) {
        return component.kind().name().toLowerCase(Locale.ROOT)
                + (component.hex() ? ", hex" : "")
                + (component.tick() ? ", tick" : "")
                + base(component, event);
    }

    private static String base(EventComponent component, EventRow event) {
        return event.components().stream()
                .filter(other -> other.slot() >= 0 && other.slot() == component.base())
                .map(other -> ", stored relative to `" + other.columnName() + "`")
                .findAny()
                .orElse("");
    }

    private static String constants(EventComponent component) {
        return component.constants().isEmpty() ? "" : ": " + String.join(", ", component.constants());
    }
}
