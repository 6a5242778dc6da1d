package trapline.emulator.x86;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.mmu.MemoryPort;

/**
 * The CPU that machine code works on.
 *
 * @param cpu its registers
 * @param port its memory
 * @param system what else it can do
 */
record MachineCpu(CpuState cpu, MemoryPort port, SystemOperations system) {}
