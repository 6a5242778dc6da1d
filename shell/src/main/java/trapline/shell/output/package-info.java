/**
 * Result formats: one class per format, all writing rows as they come. Start reading at
 * {@link trapline.shell.output.OutputFormat}.
 */
@NullMarked
package trapline.shell.output;

import org.jspecify.annotations.NullMarked;
