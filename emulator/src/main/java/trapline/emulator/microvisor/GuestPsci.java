package trapline.emulator.microvisor;

import trapline.emulator.cpu.Psr;
import trapline.emulator.hyp.HypPort;
import trapline.recorder.event.Observation.GuestExit.Cause;
import trapline.recorder.event.Observation.VcpuState.State;

/** PSCI for VMs (ARM DEN 0022), version 1.1 with 32-bit calls, by HVC or SMC: power of vCPUs and of the VM. */
final class GuestPsci {
    private enum Function {
        VERSION(0x8400_0000),
        CPU_SUSPEND(0x8400_0001),
        CPU_OFF(0x8400_0002),
        CPU_ON(0x8400_0003),
        AFFINITY_INFO(0x8400_0004),
        MIGRATE_INFO_TYPE(0x8400_0006),
        SYSTEM_OFF(0x8400_0008),
        SYSTEM_RESET(0x8400_0009),
        FEATURES(0x8400_000A),
        UNKNOWN(0);

        private static final Function[] ALL = values();
        private final int number;

        Function(int number) {
            this.number = number;
        }

        static Function of(int number) {
            for (Function function : ALL) {
                if (function.number == number) {
                    return function;
                }
            }
            return UNKNOWN;
        }
    }

    private static final int VERSION_1_1 = 0x0001_0001;
    private static final int SUCCESS = 0;
    private static final int NOT_SUPPORTED = -1;
    private static final int INVALID_PARAMETERS = -2;
    private static final int ALREADY_ON = -4;
    private static final int NO_MIGRATION_NEEDED = 2;
    private static final int AFFINITY_OFF = 1;
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
                switch (Function.of(port.guestRegister(0))) {
                    case VERSION -> VERSION_1_1;
                    case CPU_SUSPEND -> suspend(here);
                    case CPU_OFF -> off(here);
                    case CPU_ON -> on(here, port.guestRegister(1), port.guestRegister(2), port.guestRegister(3));
                    case AFFINITY_INFO -> affinity(here, port.guestRegister(1), port.guestRegister(2));
                    case MIGRATE_INFO_TYPE -> NO_MIGRATION_NEEDED;
                    case SYSTEM_OFF -> end(here, Cause.POWER_OFF, "PSCI SYSTEM_OFF");
                    case SYSTEM_RESET -> end(here, Cause.RESET, "PSCI SYSTEM_RESET");
                    case FEATURES -> Function.of(port.guestRegister(1)) == Function.UNKNOWN ? NOT_SUPPORTED : SUCCESS;
                    case UNKNOWN -> NOT_SUPPORTED;
                };
        port.setGuestRegister(0, answer);
    }

    /** No state loses anything, so it is a WFI. */
    private int suspend(PhysicalCpu here) {
        VirtualCpu vcpu = here.current();
        if (!vcpu.interrupts.hasPending(here.port())) {
            scheduler.block();
        }
        return SUCCESS;
    }

    private int off(PhysicalCpu here) {
        scheduler.stop(here.current());
        return SUCCESS;
    }

    private int on(PhysicalCpu here, int target, int entry, int context) {
        Partition partition = here.current().partition;
        if (target < 0 || target >= partition.vcpus().size()) {
            return INVALID_PARAMETERS;
        }
        VirtualCpu vcpu = partition.vcpus().get(target);
        if (vcpu.state() != State.OFFLINE) {
            return ALREADY_ON;
        }
        int psr = START_PSR | ((entry & 1) != 0 ? Psr.T : 0);
        vcpu.context.start(reset, entry & ~1, psr, context, 0, 0);
        vcpu.timers.reset();
        partition.distributor().drive(target, Timers.PHYSICAL, false);
        ExtensionSwitch.forget(vcpu);
        scheduler.start(vcpu);
        return SUCCESS;
    }

    private static int affinity(PhysicalCpu here, int target, int level) {
        Partition partition = here.current().partition;
        if (level != 0 || target < 0 || target >= partition.vcpus().size()) {
            return INVALID_PARAMETERS;
        }
        return partition.vcpus().get(target).state() == State.OFFLINE ? AFFINITY_OFF : 0;
    }

    private int end(PhysicalCpu here, Cause cause, String detail) {
        lifecycle.end(here, cause, 0, detail);
        return SUCCESS;
    }
}
