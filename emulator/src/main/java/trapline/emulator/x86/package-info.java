/**
 * Machine code of x86-64 for blocks that run often. Start at {@link trapline.emulator.x86.MachineCodeCache}; what the registers hold is told
 * at {@link trapline.emulator.x86.Gateway}.
 */
@NullMarked
package trapline.emulator.x86;

import org.jspecify.annotations.NullMarked;
