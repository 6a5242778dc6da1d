package trapline.emulator.microvisor;

import trapline.emulator.cpu.Psr;
import trapline.emulator.firmware.PsciFunction;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.Observation.GuestExit.Cause;
import trapline.recorder.event.Observation.VcpuState.State;

/** PSCI for VMs (ARM DEN 0022), version 1.1 with 32-bit calls, by HVC or SMC: power of vCPUs and of the VM. */
final class GuestPsci {
    private static final int START_PSR = 0x1D3;

    private final Scheduler scheduler;
    private final Lifecycle lifecycle;
    private final SavedContext reset;

    GuestPsci(Scheduler scheduler, Lifecycle lifecycle, SavedContext reset) {
        this.scheduler = scheduler;
        this.lifecycle = lifecycle;
        this.reset = reset;
    }

    /** Performs the call in r0 to r3 of the current vCPU; the answer goes to r0. */
    void call(PhysicalCpu here) {
        HypPort port = here.port();
        int answer =
                switch (PsciFunction.of(port.guestRegister(0))) {
                    case VERSION -> PsciFunction.VERSION_1_1;
                    case CPU_SUSPEND, CPU_SUSPEND_0_1 -> suspend(here, port.guestRegister(1));
                    case CPU_OFF, CPU_OFF_0_1 -> off(here);
                    case CPU_ON, CPU_ON_0_1 ->
                        on(here, port.guestRegister(1), port.guestRegister(2), port.guestRegister(3));
                    case AFFINITY_INFO -> affinity(here, port.guestRegister(1), port.guestRegister(2));
                    case MIGRATE, MIGRATE_0_1, UNKNOWN -> PsciFunction.NOT_SUPPORTED;
                    case MIGRATE_INFO_TYPE -> PsciFunction.NO_MIGRATION_NEEDED;
                    case SYSTEM_OFF -> end(here, Cause.POWER_OFF, "PSCI SYSTEM_OFF");
                    case SYSTEM_RESET -> end(here, Cause.RESET, "PSCI SYSTEM_RESET");
                    case FEATURES -> PsciFunction.features(port.guestRegister(1));
                };
        port.setGuestRegister(0, answer);
    }

    /** No state loses anything, so it is a WFI. */
    private int suspend(PhysicalCpu here, int powerState) {
        if (!PsciFunction.isPowerState(powerState)) {
            return PsciFunction.INVALID_PARAMETERS;
        }
        VirtualCpu vcpu = here.current();
        if (!vcpu.interrupts.hasPending(here.port())) {
            scheduler.block();
        }
        return PsciFunction.SUCCESS;
    }

    private int off(PhysicalCpu here) {
        scheduler.stop(here.current());
        return PsciFunction.SUCCESS;
    }

    private int on(PhysicalCpu here, int target, int entry, int context) {
        Partition partition = here.current().partition;
        int index = PsciFunction.cpu(target, partition.vcpus().size());
        if (index < 0) {
            return PsciFunction.INVALID_PARAMETERS;
        }
        VirtualCpu vcpu = partition.vcpus().get(index);
        if (vcpu.state() != State.OFFLINE) {
            return PsciFunction.ALREADY_ON;
        }
        int psr = START_PSR | ((entry & 1) != 0 ? Psr.T : 0);
        vcpu.context.start(reset, entry & ~1, psr, context, 0, 0);
        vcpu.timers.reset();
        partition.distributor().drive(index, Timers.PHYSICAL, false);
        ExtensionSwitch.forget(vcpu);
        PrivateSwitch.forget(vcpu);
        scheduler.start(vcpu);
        return PsciFunction.SUCCESS;
    }

    private static int affinity(PhysicalCpu here, int target, int level) {
        if (level != 0) {
            return PsciFunction.affinityOfLevel(level);
        }
        Partition partition = here.current().partition;
        int index = PsciFunction.cpu(target, partition.vcpus().size());
        if (index < 0) {
            return PsciFunction.INVALID_PARAMETERS;
        }
        boolean off = partition.vcpus().get(index).state() == State.OFFLINE;
        return off ? PsciFunction.AFFINITY_OFF : PsciFunction.AFFINITY_ON;
    }

    private int end(PhysicalCpu here, Cause cause, String detail) {
        lifecycle.end(here, cause, 0, detail);
        return PsciFunction.SUCCESS;
    }
}
