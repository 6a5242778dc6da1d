package trapline.query;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of a statement, read row by row as DuckDB produces it. */
public final class QueryResult implements ResultRows, AutoCloseable {
    private final TraceDatabase database;
    private final Statement statement;
    private final Optional<ResultSet> rows;
    private final List<Column> columns;

    QueryResult(TraceDatabase database, Statement statement, Optional<ResultSet> rows) throws SQLException {
        this.database = database;
        this.statement = statement;
        this.rows = rows;
        this.columns = rows.isPresent() ? columns(rows.get().getMetaData()) : List.of();
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> found = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String name = data.getColumnName(i);
            found.add(new Column(name, data.getColumnTypeName(i), Schema.TRACE.isHex(name)));
        }
        return List.copyOf(found);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Optional<List<Value>> next() throws QueryException {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        try {
            database.requireNotCancelled();
            if (!rows.get().next()) {
                return Optional.empty();
            }
            List<Value> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(ResultValues.read(rows.get(), i));
            }
            return Optional.of(row);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Ends the statement; the rows that were not read are given up. */
    @Override
    public void close() {
        database.finished(statement);
    }
}
