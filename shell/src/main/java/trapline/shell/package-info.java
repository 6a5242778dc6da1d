/**
 * The command line: one class per command, {@link trapline.shell.Main} first.
 *
 * <p>Turns files and options into calls of {@code trapline.replay} and {@code trapline.query}, and their errors into
 * messages for a person and an exit code.
 */
@NullMarked
package trapline.shell;

import org.jspecify.annotations.NullMarked;
