package trapline.query;

import java.util.List;
import java.util.Optional;

/** Rows under named columns, read one after the other: what output formats write. */
public interface ResultRows {
    /** The columns; none for a statement that yields no rows, such as CREATE VIEW. */
    List<Column> columns();

    /**
     * The next row, a value for each column; empty at the end.
     *
     * @throws QueryException when the statement fails while it runs, is cancelled, or takes too long
     */
    Optional<List<Value>> next() throws QueryException;
}
