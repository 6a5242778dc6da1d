package trapline.emulator.firmware;

/** The functions of PSCI (ARM DEN 0022) that QEMU's firmware knows: 32-bit calls of version 1.1, and the numbers that it gives those of 0.1. */
public enum PsciFunction {
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

    /** PSCI_VERSION's answer. */
    public static final int VERSION_1_1 = 0x0001_0001;

    public static final int SUCCESS = 0;
    public static final int NOT_SUPPORTED = -1;
    public static final int INVALID_PARAMETERS = -2;
    public static final int ALREADY_ON = -4;
    /** MIGRATE_INFO_TYPE's answer. */
    public static final int NO_MIGRATION_NEEDED = 2;

    public static final int AFFINITY_ON = 0;
    public static final int AFFINITY_OFF = 1;

    /** Bits of power_state that have to be zero, and the bit for a power-down state. */
    private static final int SUSPEND_RESERVED = 0xFFFE_0000;

    private static final int HIGHEST_LEVEL = 3;

    private static final PsciFunction[] ALL = values();
    private final int number;

    PsciFunction(int number) {
        this.number = number;
    }

    /** The function with a number. */
    public static PsciFunction of(int number) {
        for (PsciFunction function : ALL) {
            if (function.number == number) {
                return function;
            }
        }
        return UNKNOWN;
    }

    /** What PSCI_FEATURES answers about a function. */
    public static int features(int number) {
        return switch (of(number)) {
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

    /** Whether CPU_SUSPEND takes this power_state: there are no power-down states. */
    public static boolean isPowerState(int powerState) {
        return (powerState & SUSPEND_RESERVED) == 0;
    }

    /** The CPU that an affinity names, of so many; -1 when it names none. */
    public static int cpu(int affinity, int cpus) {
        return affinity >= 0 && affinity < cpus ? affinity : -1;
    }

    /** AFFINITY_INFO of a level above that of CPUs. */
    public static int affinityOfLevel(int level) {
        return level > 0 && level <= HIGHEST_LEVEL ? AFFINITY_ON : INVALID_PARAMETERS;
    }
}
