/**
 * The trace as SQL: tables derived from the event records, views and macros over them, in DuckDB.
 *
 * <p>Depends on the recorder only: a log is readable without a processor. The only package that may import DuckDB.
 * Start reading at {@link trapline.query.TraceDatabase}; what can be asked is declared in {@link trapline.query.Schema}
 * and the resource files beside it (tables/*.sql, macros/*.sql), how a log becomes tables is in {@code SessionLoader}.
 */
@NullMarked
package trapline.query;

import org.jspecify.annotations.NullMarked;
