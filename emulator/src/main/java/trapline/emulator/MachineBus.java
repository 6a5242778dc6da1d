package trapline.emulator;

import trapline.emulator.board.Peripherals;
import trapline.emulator.device.ConsoleOutputs;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;

/**
 * What all processors share.
 *
 * @param tick the clock
 * @param trace where events go
 * @param map the physical address space
 * @param peripherals the devices
 * @param outputs console output
 */
record MachineBus(Tick tick, Trace trace, PhysicalMap map, Peripherals peripherals, ConsoleOutputs outputs) {}
