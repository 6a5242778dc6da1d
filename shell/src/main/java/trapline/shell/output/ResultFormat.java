package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import trapline.query.QueryException;
import trapline.query.ResultRows;

/** Writes results in one format, row by row as they come. */
public interface ResultFormat {
    /**
     * Writes a result; one without columns, as of CREATE VIEW, writes nothing.
     *
     * @return how many rows were written
     * @throws QueryException when the statement fails on the way
     */
    long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException;
}
