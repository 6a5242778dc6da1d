package trapline.shell.sql;

import java.io.Writer;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

/**
 * Where statements and their results go.
 *
 * @param format how results are written at first
 * @param style what they are written to
 * @param out results
 * @param err errors and notices
 * @param files whether .read and .output may name files; not for a script that came from elsewhere
 */
public record SqlSettings(OutputFormat format, OutputStyle style, Writer out, Writer err, boolean files) {}
