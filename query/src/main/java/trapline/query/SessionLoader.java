package trapline.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import trapline.query.SchemaObject.Kind;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogReader;
import trapline.recorder.session.ImageEntry;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.Outcome;
import trapline.recorder.session.SessionDirectory;
import trapline.recorder.session.VmEntry;

/** Fills an empty database with one session: its log, and the tables derived from it. */
final class SessionLoader {
    private final Connection connection;
    private final SessionDirectory session;
    private final LogReader log;
    private final TraceOptions options;
    private final List<String> notices = new ArrayList<>();

    SessionLoader(Connection connection, SessionDirectory session, LogReader log, TraceOptions options) {
        this.connection = connection;
        this.session = session;
        this.log = log;
        this.options = options;
    }

    /** Loads everything; returns what the user should know of it. */
    List<String> load(LoadedLog prefix) throws SQLException {
        execute("SET preserve_insertion_order = true");
        LogScan.register(connection, log, prefix.blocks(), options.progress());
        execute("CREATE TABLE log AS SELECT * FROM " + LogScan.NAME + "()");
        loadNames();
        loadManifest(prefix);
        loadSymbols();
        for (SchemaObject view : Schema.TRACE.objects(Kind.EVENT)) {
            execute("CREATE TEMP VIEW " + view.name() + " AS " + view.body());
        }
        for (SchemaObject table : Schema.TRACE.stored()) {
            fill(table);
        }
        execute("DROP TABLE loaded_symbols");
        return List.copyOf(notices);
    }

    private void fill(SchemaObject table) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (SchemaColumn column : table.columns()) {
            columns.add(column.quoted() + " " + column.type());
            names.add(column.quoted());
        }
        execute("CREATE TABLE main." + table.name() + " (" + String.join(", ", columns) + ")");
        if (!table.body().isEmpty()) {
            execute("INSERT INTO main.%s (%s) %s".formatted(table.name(), String.join(", ", names), table.body()));
        }
    }

    private void loadNames() throws SQLException {
        for (String statement : SqlText.split(SchemaFile.text("lookups.sql")).statements()) {
            execute(statement);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO hypercall_names VALUES (?, ?, FALSE)")) {
            for (HypercallNumber call : HypercallNumber.values()) {
                insert.setLong(1, call.number());
                insert.setString(2, call.callName());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        String errors = "INSERT INTO hypercall_errors VALUES (?, ?, FALSE)";
        try (PreparedStatement insert = connection.prepareStatement(errors)) {
            for (HypercallError error : HypercallError.values()) {
                if (error != HypercallError.OK) {
                    insert.setInt(1, error.number());
                    insert.setString(2, error.name());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void loadManifest(LoadedLog prefix) throws SQLException {
        Manifest manifest = session.manifest();
        Optional<Outcome> outcome = manifest.outcome().filter(end -> end.log().events() == prefix.events());
        execute("CREATE TEMP TABLE loaded_session (name VARCHAR, path VARCHAR, machine VARCHAR, first_icount BIGINT,"
                + " last_icount BIGINT, event_count BIGINT, state_hash VARCHAR)");
        String row = "INSERT INTO loaded_session VALUES (?, ?, ?, 0, greatest(?, (SELECT coalesce(max(icount), 0) FROM"
                + " log)), ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(row)) {
            insert.setString(1, name());
            insert.setString(2, session.path().toAbsolutePath().normalize().toString());
            insert.setString(3, manifest.machine().toString());
            insert.setLong(4, outcome.map(Outcome::ticks).orElse(0L));
            insert.setLong(5, prefix.events());
            insert.setString(
                    6, outcome.map(end -> "%016x".formatted(end.stateHash())).orElse(null));
            insert.executeUpdate();
        }
        execute("CREATE TEMP TABLE loaded_vms (vm_id INTEGER, name VARCHAR, vmid INTEGER, ipa_size INTEGER)");
        execute("CREATE TEMP TABLE loaded_vcpus (vm_id INTEGER, vcpu_id INTEGER, mpidr BIGINT, cpu INTEGER)");
        for (VmEntry vm : manifest.vms()) {
            loadVm(vm);
        }
    }

    /** The directory's name; that of its canonical path for one such as "." . */
    private String name() {
        Path name = session.path().toAbsolutePath().normalize().getFileName();
        return name == null ? session.manifest().name() : name.toString();
    }

    private void loadVm(VmEntry vm) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO loaded_vms VALUES (?, ?, nullif(?, -1), nullif(?, 0))")) {
            insert.setInt(1, vm.id());
            insert.setString(2, vm.name());
            insert.setInt(3, vm.vmid());
            insert.setInt(4, vm.ipaBits());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO loaded_vcpus VALUES (?, ?, ?, ?)")) {
            for (VmEntry.Vcpu vcpu : vm.vcpus()) {
                insert.setInt(1, vm.id());
                insert.setInt(2, vcpu.id());
                insert.setLong(3, vcpu.mpidr() & 0xFFFF_FFFFL);
                insert.setInt(4, vcpu.cpu());
                insert.addBatch();
            }
            if (!vm.vcpus().isEmpty()) {
                insert.executeBatch();
            }
        }
    }

    private void loadSymbols() throws SQLException {
        execute("CREATE TABLE loaded_symbols (vm_id INTEGER, addr BIGINT, size BIGINT, name VARCHAR, file VARCHAR,"
                + " line INTEGER)");
        for (ImageEntry image : session.manifest().images()) {
            if (image.role().equals(ImageEntry.DRIVE)) {
                continue;
            }
            try {
                byte[] contents = session.images().read(image);
                if (ImageSymbols.isElf(contents)) {
                    append(ImageSymbols.ofElf(contents), vmOf(image));
                } else {
                    append(ofKernel(contents), Optional.of(Math.max(image.vm(), 0)));
                }
            } catch (IOException | LogFormatException | QueryException e) {
                notices.add("no symbols of image " + image.name() + ": " + e.getMessage());
            }
        }
        for (Path map : options.symbolFiles()) {
            try {
                append(ImageSymbols.ofMap(Files.readAllLines(map)), Optional.of(0));
            } catch (IOException | QueryException e) {
                notices.add("no symbols from " + map + ": " + e.getMessage());
            }
        }
    }

    /** Linux leaves Hyp mode when it is started there, so its symbols are always those of what runs at PL1. */
    private static List<ImageSymbols.Symbol> ofKernel(byte[] image) {
        return Kallsyms.of(
                LinuxKernel.isZImage(image) ? LinuxKernel.decompressed(image).orElse(image) : image);
    }

    /** The VM whose addresses an image's symbols are; none for a hypervisor's own. */
    private static Optional<Integer> vmOf(ImageEntry image) {
        return image.role().equals("hyp") ? Optional.empty() : Optional.of(Math.max(image.vm(), 0));
    }

    /** By DuckDB's appender: a Linux kernel has a hundred thousand symbols, and batches of inserts are slow. */
    private void append(List<ImageSymbols.Symbol> symbols, Optional<Integer> vm) throws SQLException {
        DuckDBConnection duckdb = connection.unwrap(DuckDBConnection.class);
        try (DuckDBAppender rows = duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "loaded_symbols")) {
            for (ImageSymbols.Symbol symbol : symbols) {
                rows.beginRow();
                if (vm.isPresent()) {
                    rows.append(vm.get().intValue());
                } else {
                    rows.appendNull();
                }
                rows.append(symbol.address());
                rows.append(symbol.size());
                rows.append(symbol.name());
                if (symbol.file().isPresent()) {
                    rows.append(symbol.file().get());
                } else {
                    rows.appendNull();
                }
                rows.appendNull();
                rows.endRow();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
