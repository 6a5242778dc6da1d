/**
 * The interactive SQL prompt: reading lines, completing them, running statements, showing results.
 */
@NullMarked
package trapline.shell.sql;

import org.jspecify.annotations.NullMarked;
