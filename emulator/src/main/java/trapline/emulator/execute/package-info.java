/**
 * Running blocks: the interpreter of micro-operations, which is the reference, the values it computes, and the cache of blocks. Start at
 * {@link trapline.emulator.execute.Dispatcher}; it sees memory and system registers only through
 * {@link trapline.emulator.mmu.MemoryPort} and {@link trapline.emulator.cpu.SystemOperations}.
 */
@NullMarked
package trapline.emulator.execute;

import org.jspecify.annotations.NullMarked;
