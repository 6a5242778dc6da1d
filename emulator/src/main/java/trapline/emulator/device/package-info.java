/**
 * The devices of the machine, one file each. A device is an {@link trapline.emulator.memory.MmioDevice} that knows
 * offsets, the tick, and the {@link trapline.emulator.device.InterruptLine}s it drives; its registers are the enum at its
 * top. The interrupt controller is several blocks over one {@link trapline.emulator.device.GicState}.
 */
@NullMarked
package trapline.emulator.device;

import org.jspecify.annotations.NullMarked;
