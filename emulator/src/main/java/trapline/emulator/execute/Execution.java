package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * What one CPU is executed with.
 *
 * @param cpu its registers
 * @param port its memory
 * @param system its status and system registers, exceptions, and waiting
 * @param examination who goes on after these
 * @param tick the machine's clock
 */
public record Execution(CpuState cpu, MemoryPort port, SystemOperations system, Examination examination, Tick tick) {}
