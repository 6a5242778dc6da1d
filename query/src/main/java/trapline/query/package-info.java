/**
 * The trace as SQL: tables derived from the event records, views and macros over them, in DuckDB.
 *
 * <p>Depends on the recorder only: a log is readable without a processor. The only package that may import DuckDB.
 */
@NullMarked
package trapline.query;

import org.jspecify.annotations.NullMarked;
