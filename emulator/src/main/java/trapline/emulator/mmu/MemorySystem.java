package trapline.emulator.mmu;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.trace.Trace;

/** The memory management units of all processors of a machine, which reach each other by broadcast maintenance. */
public final class MemorySystem {
    private final List<TranslatedMemory> memories = new ArrayList<>();
    private final List<TlbMaintenance> maintenance = new ArrayList<>();
    private final List<AddressTranslation> translations = new ArrayList<>();

    /**
     * Creates one for each processor.
     *
     * @param cpus the processors, in index order
     * @param registers their system registers, likewise
     */
    public MemorySystem(
            List<CpuState> cpus, List<SystemRegisters> registers, PhysicalMap memory, Trace trace, TlbConfig config) {
        for (int i = 0; i < cpus.size(); i++) {
            memories.add(new TranslatedMemory(cpus.get(i), registers.get(i), memory, trace, config));
        }
        for (int i = 0; i < cpus.size(); i++) {
            maintenance.add(new TlbMaintenance(cpus.get(i), registers.get(i), memories, trace));
            translations.add(new AddressTranslation(
                    cpus.get(i), registers.get(i), memories.get(i).translator()));
        }
    }

    /** The memory as a processor sees it. */
    public MemoryPort port(int cpu) {
        return memories.get(cpu);
    }

    /** The TLB maintenance operations of a processor. */
    public TlbMaintenance maintenance(int cpu) {
        return maintenance.get(cpu);
    }

    /** The address translation operations of a processor. */
    public AddressTranslation addressTranslation(int cpu) {
        return translations.get(cpu);
    }
}
