/**
 * The command line as a user types it, run within the test's process. Start at {@link trapline.commands.CommandLineTest}.
 */
@NullMarked
package trapline.commands;

import org.jspecify.annotations.NullMarked;
