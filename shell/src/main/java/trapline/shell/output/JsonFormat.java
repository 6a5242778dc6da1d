package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import trapline.query.QueryException;
import trapline.query.ResultRows;
import trapline.query.Value;

/** One JSON array, an object a row. */
final class JsonFormat implements ResultFormat {
    @Override
    public long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException {
        if (result.columns().isEmpty()) {
            return 0;
        }
        List<String> names = JsonText.names(result.columns());
        long rows = 0;
        out.write("[");
        for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
            out.write(rows++ == 0 ? "" : ",\n");
            out.write(JsonText.row(names, row.get()));
        }
        out.write("]\n");
        return rows;
    }
}
