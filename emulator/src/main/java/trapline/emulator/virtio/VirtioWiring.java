package trapline.emulator.virtio;

import java.util.function.IntFunction;
import trapline.emulator.device.ConsoleSink;
import trapline.emulator.device.InterruptLine;
import trapline.emulator.memory.DmaPort;
import trapline.emulator.time.Tick;

/**
 * What the devices of a board are connected to.
 *
 * @param dma their way to memory
 * @param tick their clock
 * @param lines the interrupt of each transport
 * @param output where console output goes
 * @param console number of their console
 * @param switches the networks that there are
 */
public record VirtioWiring(
        DmaPort dma,
        Tick tick,
        IntFunction<InterruptLine> lines,
        ConsoleSink output,
        int console,
        NetworkSwitches switches) {}
