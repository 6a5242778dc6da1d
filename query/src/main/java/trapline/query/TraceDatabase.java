package trapline.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import trapline.query.SchemaObject.Kind;

/**
 * One or several sessions, open for SQL. Each session's database is attached for reading only; in front of them, in
 * memory, stand views that join the sessions under a {@code session_id}, and the macros. What a query creates lives in
 * memory and is gone at the end. SQL text cannot reach files, load extensions or change settings.
 *
 * <p>For one thread, but for {@link #cancel}.
 */
public final class TraceDatabase implements AutoCloseable {
    private static final String DAMAGED =
            "\nA trace.duckdb is damaged. It is derived from the log: delete it, and it will be built anew.";

    private final Connection connection;
    private final TraceOptions options;
    private final List<Path> temporaries = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private volatile Optional<Statement> running = Optional.empty();
    private volatile boolean cancelled;

    private TraceDatabase(Connection connection, TraceOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /**
     * Opens sessions; their numbers in {@code session_id} are their places in the list.
     *
     * @throws QueryException when one cannot be read
     */
    public static TraceDatabase open(List<Path> sessions, TraceOptions options) throws QueryException {
        TraceDatabase database = connect(sessions, options);
        try {
            database.lock();
            return database;
        } catch (SQLException e) {
            database.close();
            throw new QueryException("cannot open the sessions: " + e.getMessage(), e);
        }
    }

    /** Opens sessions with access to files: for statements of our own only. */
    static TraceDatabase connect(List<Path> sessions, TraceOptions options) throws QueryException {
        List<SessionDatabase.Ready> ready = new ArrayList<>();
        for (Path session : sessions) {
            ready.add(SessionDatabase.prepare(session, options));
        }
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
            TraceDatabase database = new TraceDatabase(connection, options);
            try {
                database.set();
                database.attach(ready);
                database.define(ready.size());
                return database;
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new QueryException("cannot open the sessions: " + e.getMessage(), e);
        }
    }

    private void set() throws SQLException {
        run("SET threads = " + options.threads());
        run("SET memory_limit = '" + options.memoryLimit() / 1024 + "KiB'");
        run("SET temp_directory = ''");
        run("SET autoinstall_known_extensions = false");
        run("SET autoload_known_extensions = false");
    }

    private void attach(List<SessionDatabase.Ready> ready) throws SQLException {
        for (int i = 0; i < ready.size(); i++) {
            SessionDatabase.Ready session = ready.get(i);
            run("ATTACH %s AS s%d (READ_ONLY)"
                    .formatted(SchemaObject.literal(session.file().toString()), i));
            notices.addAll(session.notices());
            if (session.temporary()) {
                temporaries.add(session.file());
            }
        }
    }

    private void define(int sessions) throws SQLException {
        connection.setAutoCommit(false);
        define(Kind.FUNCTION, object -> object.name().equals("hx"));
        for (SchemaObject table : Schema.TRACE.stored()) {
            defineView(table, sessions, "(FROM " + table.name() + ")");
        }
        for (SchemaObject view : Schema.TRACE.views()) {
            defineView(view, sessions, "(" + view.body() + ")");
        }
        define(Kind.FUNCTION, object -> !object.name().equals("hx"));
        define(Kind.MACRO, object -> true);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** A view that joins the sessions: for each the source, with the table after FROM taken from its database. */
    private void defineView(SchemaObject object, int sessions, String source) throws SQLException {
        StringBuilder sql =
                new StringBuilder("CREATE VIEW ").append(object.name()).append(" AS ");
        for (int i = 0; i < sessions; i++) {
            sql.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT CAST(")
                    .append(i)
                    .append(" AS INTEGER) AS session_id");
            for (SchemaColumn column : object.columns()) {
                sql.append(", ").append(column.quoted());
            }
            sql.append(" FROM ").append(source.replaceAll("FROM (\\w+)\\)", "FROM s" + i + ".main.$1)"));
        }
        run(sql.toString());
        comment(object);
        run("COMMENT ON COLUMN " + object.name()
                + ".session_id IS 'session, by its place on the command line, from 0'");
    }

    private interface Choice {
        boolean takes(SchemaObject object);
    }

    private void define(Kind kind, Choice choice) throws SQLException {
        for (SchemaObject macro : Schema.TRACE.objects(kind)) {
            if (choice.takes(macro)) {
                String as = kind == Kind.MACRO ? " AS TABLE " : " AS ";
                run("CREATE MACRO " + macro.signature() + as + macro.body());
                comment(macro);
            }
        }
    }

    private void comment(SchemaObject object) throws SQLException {
        for (String statement : object.comments()) {
            run(statement);
        }
    }

    private void lock() throws SQLException {
        run("SET enable_external_access = false");
        run("SET lock_configuration = true");
    }

    /** What the user should know of the sessions: a recording that did not end, a damaged log. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /**
     * Runs one statement. Hexadecimal literals are understood ({@link SqlText}). The result must be closed before the
     * next statement runs.
     *
     * @throws QueryException when it fails
     */
    public QueryResult execute(String sql) throws QueryException {
        cancelled = false;
        try {
            Statement statement = connection.createStatement();
            running = Optional.of(statement);
            try {
                statement.setQueryTimeout(options.timeoutSeconds());
                boolean yields = statement.execute(SqlText.withDecimalLiterals(sql));
                Optional<ResultSet> rows = yields ? Optional.of(statement.getResultSet()) : Optional.empty();
                return new QueryResult(this, statement, rows);
            } catch (SQLException e) {
                finished(statement);
                throw failure(e);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Stops the statement that runs, if one does; from another thread. */
    public void cancel() {
        cancelled = true;
        running.ifPresent(statement -> {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // It has just ended: there is nothing to cancel any more.
                cancelled = true;
            }
        });
    }

    void requireNotCancelled() throws QueryException {
        if (cancelled) {
            throw new QueryException("cancelled");
        }
    }

    void finished(Statement statement) {
        running = Optional.empty();
        try {
            statement.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a statement cannot be closed", e);
        }
    }

    /** DuckDB's message without the layers around it, or why the statement was stopped. */
    QueryException failure(SQLException e) {
        if (cancelled) {
            return new QueryException("cancelled", e);
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        boolean interrupted = message.toLowerCase(Locale.ROOT).contains("interrupt");
        if (e instanceof SQLTimeoutException || interrupted) {
            return new QueryException("stopped after %d s".formatted(options.timeoutSeconds()), e);
        }
        String inner = "pending query result\nError: ";
        int at = message.indexOf(inner);
        String told = at < 0 ? message : message.substring(at + inner.length());
        return new QueryException(message.contains("checksum") ? told + DAMAGED : told, e);
    }

    /** All values of the first column of a query of our own, as text. */
    public List<String> firstColumn(String sql) throws QueryException {
        List<String> values = new ArrayList<>();
        try (QueryResult result = execute(sql)) {
            for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
                if (row.get().getFirst() instanceof Value.Text text) {
                    values.add(text.value());
                }
            }
        }
        return values;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            for (Path file : temporaries) {
                Files.deleteIfExists(file);
                Path directory = file.getParent();
                if (directory != null) {
                    Files.deleteIfExists(directory);
                }
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("cannot close the database", e);
        }
    }
}
