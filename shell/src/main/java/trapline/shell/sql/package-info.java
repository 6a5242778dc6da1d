/**
 * The interactive SQL prompt: reading lines, completing them, running statements, showing results. Start reading at
 * {@link trapline.shell.sql.SqlPrompt}; scripts take {@link trapline.shell.sql.SqlScript}, and both share a session of
 * statements and dot-commands.
 */
@NullMarked
package trapline.shell.sql;

import org.jspecify.annotations.NullMarked;
