/** How the machine tells what it does: typed emitters over one flat frame. Start at {@link trapline.emulator.trace.Trace}. */
@NullMarked
package trapline.emulator.trace;

import org.jspecify.annotations.NullMarked;
