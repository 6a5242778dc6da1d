package trapline.recorder.session;

import java.util.List;

/**
 * A VM of the session.
 *
 * @param id VM-ID
 * @param name its name in the scenario
 * @param vmid the VMID in VTTBR
 * @param ipaBits size of its intermediate physical address space
 * @param vcpus its virtual CPUs
 */
public record VmEntry(int id, String name, int vmid, int ipaBits, List<Vcpu> vcpus) {
    /**
     * A virtual CPU.
     *
     * @param id number within the VM
     * @param mpidr its MPIDR
     * @param cpu the physical CPU it runs on
     */
    public record Vcpu(int id, int mpidr, int cpu) {}
}
