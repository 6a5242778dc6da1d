package trapline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogReader;
import trapline.recorder.session.DatabaseSeal;
import trapline.recorder.session.SessionDirectory;

/**
 * The database file of one session, {@code trace.duckdb} in its directory. It is derived: built when it is missing, or
 * from another log or schema than those at hand. A new one is built under another name and moved into place whole, and
 * an existing one is only ever opened for reading, so any number of shells can use one session. When the directory
 * cannot be written, the database is built among the temporary files and deleted at the end.
 */
final class SessionDatabase {
    private static final String SCHEMA_DIGEST = schemaDigest();

    private final SessionDirectory session;
    private final LogReader log;
    private final TraceOptions options;

    private SessionDatabase(SessionDirectory session, LogReader log, TraceOptions options) {
        this.session = session;
        this.log = log;
        this.options = options;
    }

    /**
     * A database file that is up to date.
     *
     * @param file where it is
     * @param temporary whether it is to be deleted when it is no longer used
     * @param notices what the user should know of it
     */
    record Ready(Path file, boolean temporary, List<String> notices) {}

    /** Makes sure that the session in a directory has a database, and returns it. */
    static Ready prepare(Path directory, TraceOptions options) throws QueryException {
        try {
            SessionDirectory session = SessionDirectory.open(directory);
            try (LogReader log = session.openLog()) {
                return new SessionDatabase(session, log, options).ready();
            }
        } catch (LogFormatException e) {
            throw new QueryException(e.getMessage() == null ? directory + " cannot be read" : e.getMessage(), e);
        } catch (IOException e) {
            throw new QueryException("cannot make the database of " + directory + ": " + e.getMessage(), e);
        }
    }

    private Ready ready() throws QueryException, IOException {
        Path file = session.database();
        Optional<List<String>> known = storedNotices(file);
        if (known.isPresent()) {
            return new Ready(file, false, known.get());
        }
        if (!Files.isWritable(session.path())) {
            Path temporary = Files.createTempDirectory("trapline").resolve("trace.duckdb");
            return new Ready(temporary, true, build(temporary));
        }
        Path unfinished = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            List<String> notices = build(unfinished);
            Files.deleteIfExists(file); // Between here and the move the seal is that of no file.
            DatabaseSeal.write(session, unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Ready(file, false, notices);
        } finally {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ".wal"));
        }
    }

    /** The notices in a database that is up to date; empty when there is none, or it has to be built anew. */
    private Optional<List<String>> storedNotices(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file + ";access_mode=READ_ONLY");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT fingerprint, notices FROM loaded_from")) {
            if (!row.next() || !fingerprint().equals(row.getString(1))) {
                return Optional.empty();
            }
            String notices = row.getString(2);
            return Optional.of(notices.isEmpty() ? List.of() : List.of(notices.split("\n")));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** What a database is derived from: this schema, this log, this manifest, these symbols. */
    private String fingerprint() {
        return String.join(
                " ",
                SCHEMA_DIGEST,
                Long.toString(log.events()),
                Long.toHexString(log.totals().chain()),
                session.path().toAbsolutePath().normalize().toString(),
                Boolean.toString(session.manifest().isComplete()),
                log.problem().map(Object::toString).orElse(""),
                options.symbolFiles().toString());
    }

    private static String schemaDigest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SchemaObject object : Schema.TRACE.objects()) {
                digest.update(object.toString().getBytes(StandardCharsets.UTF_8));
            }
            digest.update(SchemaFile.text("lookups.sql").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<String> build(Path file) throws QueryException, IOException {
        try {
            return build(file, LoadedLog.of(log));
        } catch (SQLException e) {
            LoadedLog intact = LoadedLog.checked(log);
            if (intact.events() == log.events()) {
                throw new QueryException("cannot load " + session.path() + ": " + e.getMessage(), e);
            }
            try {
                Files.deleteIfExists(file);
                return build(file, intact);
            } catch (SQLException again) {
                throw new QueryException("cannot load " + session.path() + ": " + again.getMessage(), again);
            }
        }
    }

    private List<String> build(Path file, LoadedLog prefix) throws SQLException, IOException {
        Files.deleteIfExists(file);
        List<String> notices = new ArrayList<>(notices(prefix));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = " + options.threads());
                statement.execute("SET memory_limit = '" + options.memoryLimit() / 1024 + "KiB'");
                statement.execute("SET temp_directory = ''");
                statement.execute("SET autoinstall_known_extensions = false");
                statement.execute("SET autoload_known_extensions = false");
            }
            notices.addAll(new SessionLoader(connection, session, log, options).load(prefix));
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE loaded_from (fingerprint VARCHAR, notices VARCHAR)");
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO loaded_from VALUES (?, ?)")) {
                // What a damaged log gave is made anew each time: the log may be mended, and its headers do not tell.
                insert.setString(1, prefix.events() == log.events() ? fingerprint() : "");
                insert.setString(2, String.join("\n", notices));
                insert.executeUpdate();
            }
        }
        return List.copyOf(notices);
    }

    private List<String> notices(LoadedLog prefix) {
        List<String> notices = new ArrayList<>();
        if (prefix.problem().isPresent()) {
            notices.add("%s: %s; the %d events before it are loaded"
                    .formatted(session.path(), prefix.problem().get(), prefix.events()));
        } else if (!session.manifest().isComplete()) {
            String text = "%s: the recording did not come to its end (it runs, or was killed); %d events are loaded";
            notices.add(text.formatted(session.path(), prefix.events()));
        }
        return notices;
    }
}
