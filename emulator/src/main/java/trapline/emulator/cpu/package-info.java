/**
 * The state of one processor and what the architecture does to it outside plain instructions: modes and banking,
 * program status, exception entry and return, system registers, traps to Hyp mode. Start at
 * {@link trapline.emulator.cpu.CpuState}, then {@link trapline.emulator.cpu.SystemOperations}.
 */
@NullMarked
package trapline.emulator.cpu;

import org.jspecify.annotations.NullMarked;
