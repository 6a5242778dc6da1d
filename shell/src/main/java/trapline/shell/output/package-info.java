/**
 * Result formats: one class per format, all writing rows as they come.
 */
@NullMarked
package trapline.shell.output;

import org.jspecify.annotations.NullMarked;
