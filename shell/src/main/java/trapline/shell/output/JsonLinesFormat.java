package trapline.shell.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import trapline.query.QueryException;
import trapline.query.ResultRows;
import trapline.query.Value;

/** One JSON object a line, a line a row. */
final class JsonLinesFormat implements ResultFormat {
    @Override
    public long write(ResultRows result, Writer out, OutputStyle style) throws IOException, QueryException {
        List<String> names = JsonText.names(result.columns());
        long rows = 0;
        for (Optional<List<Value>> row = result.next(); row.isPresent(); row = result.next()) {
            out.write(JsonText.row(names, row.get()));
            out.write('\n');
            rows++;
        }
        return rows;
    }
}
