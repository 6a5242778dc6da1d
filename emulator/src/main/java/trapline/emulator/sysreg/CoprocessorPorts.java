package trapline.emulator.sysreg;

import trapline.emulator.device.GenericTimer;
import trapline.emulator.mmu.AddressTranslation;
import trapline.emulator.mmu.TlbMaintenance;

/**
 * What lies behind the coprocessor registers of one processor.
 *
 * @param tlb its TLB maintenance
 * @param addressTranslation its address translation operations
 * @param timer its generic timer
 * @param cpus how many processors the machine has
 */
public record CoprocessorPorts(
        TlbMaintenance tlb, AddressTranslation addressTranslation, GenericTimer timer, int cpus) {}
