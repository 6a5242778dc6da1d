/**
 * Physical memory: RAM in native memory, devices by address. Start at {@link trapline.emulator.memory.PhysicalMap}.
 */
@NullMarked
package trapline.emulator.memory;

import org.jspecify.annotations.NullMarked;
