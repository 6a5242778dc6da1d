/**
 * The outside world of a session that is being recorded: prepared input, the keyboard, Ctrl-C, and where the guests'
 * output goes.
 *
 * <p>Start with {@link trapline.shell.console.LiveInputs}. Depends on {@code trapline.recorder.event} only. Threads are
 * allowed here: what they bring gets its tick in {@code LiveInputs}, on the machine's thread.
 */
@NullMarked
package trapline.shell.console;

import org.jspecify.annotations.NullMarked;
