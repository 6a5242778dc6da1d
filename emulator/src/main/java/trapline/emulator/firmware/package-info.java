/**
 * What the machine provides where a real one has firmware or a debugger: power control by PSCI calls, and semihosting.
 * Start at {@link trapline.emulator.firmware.Psci}.
 */
@NullMarked
package trapline.emulator.firmware;

import org.jspecify.annotations.NullMarked;
