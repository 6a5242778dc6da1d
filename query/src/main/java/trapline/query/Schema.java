package trapline.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trapline.query.SchemaObject.Kind;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventRow;

/** Everything that queries can name: the tables, the events as recorded, the macros, the functions. */
public final class Schema {
    /** In the order in which they are filled: some are filled from those before. */
    private static final List<String> TABLES = List.of(
            "sessions",
            "vms",
            "vcpus",
            "traps",
            "hypercalls",
            "mmio",
            "tlb_ops",
            "tlb_misses",
            "tlb_refs",
            "virqs",
            "messages",
            "shares",
            "world_switches",
            "slices",
            "vcpu_states",
            "dma",
            "symbols",
            "checkpoints");

    /** Those that others use come first. */
    private static final List<String> MACROS = List.of(
            "hx",
            "sym",
            "symbolize",
            "trap_stats",
            "time_split",
            "world_switch_stats",
            "hot_functions",
            "fault_pages",
            "mmio_stats",
            "virq_latency",
            "lr_pressure",
            "storms",
            "hypercall_stats",
            "slowest",
            "around",
            "refills",
            "tlb_stats",
            "wake_hist",
            "message_stats",
            "share_audit",
            "runstates",
            "diff",
            "first_divergence",
            "latency_hist",
            "timeline",
            "explain");

    /** The schema of this version. */
    public static final Schema TRACE = new Schema();

    private final List<SchemaObject> objects;
    private final Set<String> hexColumns;

    private Schema() {
        List<SchemaObject> all = new ArrayList<>();
        for (String name : TABLES) {
            all.add(filled(SchemaFile.read("tables/" + name + ".sql")));
        }
        all.add(EventTable.events());
        for (EventRow row : EventCatalog.EVENTS.rows()) {
            all.add(EventTable.of(row));
        }
        all.add(EventFields.table());
        for (String name : MACROS) {
            all.add(filled(SchemaFile.read("macros/" + name + ".sql")));
        }
        objects = List.copyOf(all);
        hexColumns = unanimouslyHex(all);
    }

    private static SchemaObject filled(SchemaObject object) {
        return new SchemaObject(
                object.kind(),
                object.name(),
                object.parameters(),
                object.purpose(),
                object.columns(),
                SqlTemplate.fill(object.body()));
    }

    /** A result knows a column's name only; it is printed in hexadecimal when nothing of that name is not. */
    private static Set<String> unanimouslyHex(List<SchemaObject> objects) {
        Set<String> hex = new HashSet<>();
        Set<String> plain = new HashSet<>();
        for (SchemaObject object : objects) {
            for (SchemaColumn column : object.columns()) {
                (column.hex() ? hex : plain).add(column.name());
            }
        }
        hex.removeAll(plain);
        return Set.copyOf(hex);
    }

    /** All objects: tables, events, macros and functions. */
    public List<SchemaObject> objects() {
        return objects;
    }

    /** The objects of one kind. */
    public List<SchemaObject> objects(Kind kind) {
        return objects.stream().filter(object -> object.kind() == kind).toList();
    }

    /** The object of a name. */
    public Optional<SchemaObject> find(String name) {
        return objects.stream()
                .filter(object -> object.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether columns of this name hold addresses or bit patterns. */
    public boolean isHex(String column) {
        return hexColumns.contains(column);
    }

    /** The tables whose rows are stored for each session. */
    List<SchemaObject> stored() {
        return objects.stream()
                .filter(object -> object.kind() == Kind.TABLE && TABLES.contains(object.name()))
                .toList();
    }

    /** The views over a session's {@code log}. */
    List<SchemaObject> views() {
        return objects.stream()
                .filter(object -> object.kind() == Kind.EVENT || object.kind() == Kind.TABLE)
                .filter(object -> !TABLES.contains(object.name()))
                .toList();
    }
}
