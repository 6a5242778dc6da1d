package trapline.emulator.device;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.memory.MmioDevice;

/**
 * A GICv2 with the Virtualization Extensions, as a whole: its four register blocks, its inputs, and the lines it drives
 * in each {@link CpuState}. Lines are always up to date: every access and every input change settles them.
 */
public final class Gic {
    private final GicState state;
    private final GicVirtualState[] virtual;
    private final GicDistributor distributor;
    private final GicCpuInterface cpuInterface;
    private final GicVirtualControl virtualControl;
    private final GicVirtualCpuInterface virtualCpuInterface;

    /**
     * A controller after reset.
     *
     * @param config how it is built
     * @param cpus the processors, one for each CPU interface
     * @param maintenanceIntid the private interrupt that virtual CPU interfaces raise for the hypervisor
     */
    public Gic(GicConfig config, CpuState[] cpus, int maintenanceIntid) {
        state = new GicState(config);
        GicCpuState[] interfaces = new GicCpuState[config.cpus()];
        for (int cpu = 0; cpu < interfaces.length; cpu++) {
            interfaces[cpu] = new GicCpuState(state, cpus[cpu]);
            state.attach(cpu, interfaces[cpu]::update);
        }
        virtual = new GicVirtualState[config.cpus()];
        for (int cpu = 0; cpu < virtual.length; cpu++) {
            virtual[cpu] = new GicVirtualState(state, cpus[cpu], privateLine(cpu, maintenanceIntid));
        }
        distributor = new GicDistributor(state);
        cpuInterface = new GicCpuInterface(state, interfaces);
        virtualControl = new GicVirtualControl(virtual);
        virtualCpuInterface = new GicVirtualCpuInterface(virtual);
    }

    /** GICD. */
    public MmioDevice distributor() {
        return distributor;
    }

    /** GICC. */
    public MmioDevice cpuInterface() {
        return cpuInterface;
    }

    /** GICH. */
    public MmioDevice virtualControl() {
        return virtualControl;
    }

    /** GICV. */
    public MmioDevice virtualCpuInterface() {
        return virtualCpuInterface;
    }

    /** The input of a shared peripheral interrupt. */
    public InterruptLine sharedLine(int intid) {
        return level -> state.drive(0, intid, level);
    }

    /** The input of a private peripheral interrupt of a CPU. */
    public InterruptLine privateLine(int cpu, int intid) {
        return level -> state.drive(cpu, intid, level);
    }

    /** Says who is told about acknowledged and ended virtual interrupts. */
    public void attach(VirtualInterruptListener listener) {
        for (GicVirtualState each : virtual) {
            each.attach(listener);
        }
    }
}
