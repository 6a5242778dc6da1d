package trapline.emulator.firmware;

import trapline.emulator.cpu.CpuState;
import trapline.recorder.event.Observation.GuestExit;

/**
 * The Power State Coordination Interface (ARM DEN 0022), version 1.1 with 32-bit calls and the function numbers of 0.1, as
 * QEMU provides it: R0 holds the function and then the answer.
 */
public final class Psci {
    private enum Function {
        VERSION(0x8400_0000),
        CPU_SUSPEND(0x8400_0001),
        CPU_OFF(0x8400_0002),
        CPU_ON(0x8400_0003),
        AFFINITY_INFO(0x8400_0004),
        MIGRATE(0x8400_0005),
        MIGRATE_INFO_TYPE(0x8400_0006),
        SYSTEM_OFF(0x8400_0008),
        SYSTEM_RESET(0x8400_0009),
        FEATURES(0x8400_000A),
        CPU_SUSPEND_0_1(0x95C1_BA5E),
        CPU_OFF_0_1(0x95C1_BA5F),
        CPU_ON_0_1(0x95C1_BA60),
        MIGRATE_0_1(0x95C1_BA61),
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
    private static final int TRUSTED_OS_NEEDS_NO_MIGRATION = 2;
    private static final int AFFINITY_ON = 0;
    private static final int AFFINITY_OFF = 1;
    /** Bits of MPIDR that are not affinity. */
    private static final int NOT_AFFINITY = 0xFF00_0000;
    /** Bits of power_state that have to be zero, and the bit for a power-down state. */
    private static final int SUSPEND_RESERVED = 0xFFFE_0000;

    private final PowerControl power;

    /** For a machine. */
    public Psci(PowerControl power) {
        this.power = power;
    }

    /** Performs the call in R0–R3. */
    public void call(CpuState cpu) {
        int[] r = cpu.slots;
        r[0] = switch (Function.of(r[0])) {
            case VERSION -> VERSION_1_1;
            case CPU_SUSPEND, CPU_SUSPEND_0_1 -> suspend(cpu, r[1]);
            case CPU_OFF, CPU_OFF_0_1 -> off(cpu);
            case CPU_ON, CPU_ON_0_1 -> on(r[1], r[2], r[3]);
            case AFFINITY_INFO -> affinity(r[1], r[2]);
            case MIGRATE, MIGRATE_0_1, UNKNOWN -> NOT_SUPPORTED;
            case MIGRATE_INFO_TYPE -> TRUSTED_OS_NEEDS_NO_MIGRATION;
            case SYSTEM_OFF -> end(GuestExit.Cause.POWER_OFF, "PSCI SYSTEM_OFF");
            case SYSTEM_RESET -> end(GuestExit.Cause.RESET, "PSCI SYSTEM_RESET");
            case FEATURES -> features(r[1]);
        };
    }

    /** Without power-down states a suspend is a WFI. */
    private static int suspend(CpuState cpu, int powerState) {
        if ((powerState & SUSPEND_RESERVED) != 0) {
            return INVALID_PARAMETERS;
        }
        cpu.waiting = true;
        return SUCCESS;
    }

    private int off(CpuState cpu) {
        power.stop(cpu.index);
        return SUCCESS;
    }

    private int on(int target, int entry, int context) {
        int cpu = target & ~NOT_AFFINITY;
        if (!exists(cpu)) {
            return INVALID_PARAMETERS;
        }
        if (power.isOn(cpu)) {
            return ALREADY_ON;
        }
        power.start(cpu, entry, context);
        return SUCCESS;
    }

    private int affinity(int target, int level) {
        if (level > 0) {
            return level <= 3 ? AFFINITY_ON : INVALID_PARAMETERS;
        }
        int cpu = target & ~NOT_AFFINITY;
        if (!exists(cpu)) {
            return INVALID_PARAMETERS;
        }
        return power.isOn(cpu) ? AFFINITY_ON : AFFINITY_OFF;
    }

    private boolean exists(int cpu) {
        return cpu >= 0 && cpu < power.cpus();
    }

    private int end(GuestExit.Cause cause, String detail) {
        power.end(cause, 0, detail);
        return SUCCESS;
    }

    private static int features(int function) {
        return switch (Function.of(function)) {
            case UNKNOWN, MIGRATE, MIGRATE_0_1 -> NOT_SUPPORTED;
            case VERSION,
                    CPU_SUSPEND,
                    CPU_OFF,
                    CPU_ON,
                    AFFINITY_INFO,
                    MIGRATE_INFO_TYPE,
                    SYSTEM_OFF,
                    SYSTEM_RESET,
                    FEATURES,
                    CPU_SUSPEND_0_1,
                    CPU_OFF_0_1,
                    CPU_ON_0_1 -> SUCCESS;
        };
    }
}
