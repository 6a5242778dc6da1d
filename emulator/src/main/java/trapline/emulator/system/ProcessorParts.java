package trapline.emulator.system;

import trapline.emulator.cpu.Core;
import trapline.emulator.exception.ExceptionEntry;
import trapline.emulator.exception.ExceptionReturn;
import trapline.emulator.exception.Interrupts;
import trapline.emulator.exception.StatusRegisters;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.sysreg.CoprocessorPorts;
import trapline.emulator.sysreg.CoprocessorRegisters;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;

/**
 * What one processor consists of beside its state.
 *
 * @param core its state
 * @param memory its memory
 * @param exceptions entry
 * @param returns return
 * @param status CPSR and SPSR
 * @param interrupts what is pending
 * @param coprocessor CP14 and CP15
 * @param ports what lies behind those
 */
public record ProcessorParts(
        Core core,
        MemoryPort memory,
        ExceptionEntry exceptions,
        ExceptionReturn returns,
        StatusRegisters status,
        Interrupts interrupts,
        CoprocessorRegisters coprocessor,
        CoprocessorPorts ports) {

    /** Builds them around a core. */
    public static ProcessorParts of(
            Core core, MemoryPort memory, Tick tick, Trace trace, CoprocessorPorts ports, boolean resident) {
        Interrupts interrupts = new Interrupts(core);
        StatusRegisters status = new StatusRegisters(core);
        return new ProcessorParts(
                core,
                memory,
                new ExceptionEntry(core, memory, trace, resident),
                new ExceptionReturn(core, status, memory, trace),
                status,
                interrupts,
                new CoprocessorRegisters(core, interrupts, memory, tick, trace, ports),
                ports);
    }
}
