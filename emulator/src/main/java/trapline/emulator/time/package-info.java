/** The tick, the machine's only clock. Depends on nothing. */
@NullMarked
package trapline.emulator.time;

import org.jspecify.annotations.NullMarked;
