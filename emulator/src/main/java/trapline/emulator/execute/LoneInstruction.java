package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.ir.Block;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.time.Tick;

/**
 * One instruction carried out on registers and memory that are not a processor's own: what a hypervisor does for its guest when the
 * processor could not.
 */
public final class LoneInstruction {
    private static final long NO_LINKS = 0;

    private LoneInstruction() {}

    /**
     * Executes a block of one instruction; PC is behind it afterwards, or where it leads.
     *
     * @throws trapline.emulator.cpu.GuestFault when memory or system throw it
     */
    public static void execute(Block block, CpuState cpu, MemoryPort port, SystemOperations system) {
        Tick tick = new Tick();
        ExecutionPoint point = new ExecutionPoint(cpu, tick);
        Execution execution = new Execution(cpu, port, system, () -> false, tick);
        new UopInterpreter(execution, HostLoop.NONE, new SystemUops(cpu, system), point, Integer.MAX_VALUE)
                .execute(block, NO_LINKS);
    }
}
