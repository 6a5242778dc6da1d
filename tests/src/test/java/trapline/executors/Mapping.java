package trapline.executors;

import java.util.SplittableRandom;

/** How a page is mapped, as descriptors of the three kinds of tables. */
enum Mapping {
    NORMAL,
    NON_GLOBAL,
    READ_ONLY,
    PRIVILEGED,
    NEVER_EXECUTE,
    DEVICE,
    FAULT,
    UNACCESSED;

    private static final Mapping[] ALL = values();

    /** Mostly something that can be used. */
    static Mapping pick(SplittableRandom random) {
        return random.nextInt(3) == 0 ? ALL[random.nextInt(ALL.length)] : ALL[random.nextInt(2)];
    }

    /** A small page of the short-descriptor format (B3.5.1). */
    int shortDescriptor(int pa) {
        int normal = pa | 0x47E;
        return switch (this) {
            case NORMAL -> normal;
            case NON_GLOBAL -> normal | 0x800;
            case READ_ONLY -> normal | 0x200;
            case PRIVILEGED -> normal & ~0x20;
            case NEVER_EXECUTE -> normal | 1;
            case DEVICE -> pa | 0x36;
            case FAULT -> 0;
            case UNACCESSED -> normal & ~0x10;
        };
    }

    /** The low word of a page of the long-descriptor format (B3.6.1), with MAIR0.Attr0 Normal and Attr1 Device. */
    int longDescriptor(int pa) {
        int normal = pa | 0x743;
        return switch (this) {
            case NORMAL, NEVER_EXECUTE -> normal;
            case NON_GLOBAL -> normal | 0x800;
            case READ_ONLY -> normal | 0x80;
            case PRIVILEGED -> normal & ~0x40;
            case DEVICE -> normal | 0x4;
            case FAULT -> 0;
            case UNACCESSED -> normal & ~0x400;
        };
    }

    /** The low word of a page of stage 2 (B3.6.1). */
    int stage2Descriptor(int pa) {
        int normal = pa | 0x7FF;
        return switch (this) {
            case NORMAL, NON_GLOBAL, NEVER_EXECUTE, PRIVILEGED -> normal;
            case READ_ONLY -> normal & ~0x80;
            case DEVICE -> pa | 0x7C7;
            case FAULT -> 0;
            case UNACCESSED -> normal & ~0x400;
        };
    }

    /** The high word of a long descriptor, of either stage. */
    int upper() {
        return this == NEVER_EXECUTE ? 0x0040_0000 : 0;
    }
}
