package trapline.emulator.firmware;

import trapline.emulator.cpu.CpuState;
import trapline.recorder.event.Observation.GuestExit;

/**
 * The Power State Coordination Interface (ARM DEN 0022), version 1.1 with 32-bit calls and the function numbers of 0.1, as
 * QEMU provides it: R0 holds the function and then the answer.
 */
public final class Psci {
    private final PowerControl power;

    /** For a machine. */
    public Psci(PowerControl power) {
        this.power = power;
    }

    /** Performs the call in R0–R3. */
    public void call(CpuState cpu) {
        int[] r = cpu.slots;
        r[0] = switch (PsciFunction.of(r[0])) {
            case VERSION -> PsciFunction.VERSION_1_1;
            case CPU_SUSPEND, CPU_SUSPEND_0_1 -> suspend(cpu, r[1]);
            case CPU_OFF, CPU_OFF_0_1 -> off(cpu);
            case CPU_ON, CPU_ON_0_1 -> on(r[1], r[2], r[3]);
            case AFFINITY_INFO -> affinity(r[1], r[2]);
            case MIGRATE, MIGRATE_0_1, UNKNOWN -> PsciFunction.NOT_SUPPORTED;
            case MIGRATE_INFO_TYPE -> PsciFunction.NO_MIGRATION_NEEDED;
            case SYSTEM_OFF -> end(GuestExit.Cause.POWER_OFF, "PSCI SYSTEM_OFF");
            case SYSTEM_RESET -> end(GuestExit.Cause.RESET, "PSCI SYSTEM_RESET");
            case FEATURES -> PsciFunction.features(r[1]);
        };
    }

    /** Without power-down states a suspend is a WFI. */
    private static int suspend(CpuState cpu, int powerState) {
        if (!PsciFunction.isPowerState(powerState)) {
            return PsciFunction.INVALID_PARAMETERS;
        }
        cpu.waiting = true;
        return PsciFunction.SUCCESS;
    }

    private int off(CpuState cpu) {
        power.stop(cpu.index);
        return PsciFunction.SUCCESS;
    }

    private int on(int target, int entry, int context) {
        int cpu = PsciFunction.cpu(target, power.cpus());
        if (cpu < 0) {
            return PsciFunction.INVALID_PARAMETERS;
        }
        if (power.isOn(cpu)) {
            return PsciFunction.ALREADY_ON;
        }
        power.start(cpu, entry, context);
        return PsciFunction.SUCCESS;
    }

    private int affinity(int target, int level) {
        if (level != 0) {
            return PsciFunction.affinityOfLevel(level);
        }
        int cpu = PsciFunction.cpu(target, power.cpus());
        if (cpu < 0) {
            return PsciFunction.INVALID_PARAMETERS;
        }
        return power.isOn(cpu) ? PsciFunction.AFFINITY_ON : PsciFunction.AFFINITY_OFF;
    }

    private int end(GuestExit.Cause cause, String detail) {
        power.end(cause, 0, detail);
        return PsciFunction.SUCCESS;
    }
}
