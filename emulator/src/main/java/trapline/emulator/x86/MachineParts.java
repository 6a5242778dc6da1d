package trapline.emulator.x86;

import java.util.List;
import trapline.emulator.cpu.Features;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.memory.PhysicalMap;

/**
 * What machine code has to do with, beside a CPU's own registers and memory.
 *
 * @param memory the physical memory
 * @param registers the system registers of each CPU
 * @param features what the CPUs have
 */
public record MachineParts(PhysicalMap memory, List<SystemRegisters> registers, Features features) {
    /** Whether no other CPU can have a part in an exclusive access. */
    boolean isUniprocessor() {
        return registers.size() == 1;
    }
}
