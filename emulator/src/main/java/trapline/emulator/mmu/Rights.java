package trapline.emulator.mmu;

import trapline.recorder.event.AccessKind;

/**
 * Access rights as bit sets. Stage 1 has three bits for PL0 and three for PL1 (or PL2 in the Hyp regime); stage 2 has
 * three. Each group is read, write, execute from bit 0 up.
 */
final class Rights {
    static final int READ = 0b001;
    static final int WRITE = 0b010;
    static final int EXECUTE = 0b100;
    static final int ALL = 0b111;
    static final int PRIVILEGED_SHIFT = 3;
    /** Stage 1 off: everything. */
    static final int EVERYTHING = ALL | ALL << PRIVILEGED_SHIFT;

    private static final int RW = READ | WRITE;

    /** AP[2:0] of short descriptors with SCTLR.AFE 0 (table B3-8), without execution. 100 is reserved: no access. */
    private static final int[] FULL = {
        rights(0, 0),
        rights(RW, 0),
        rights(RW, READ),
        rights(RW, RW),
        rights(0, 0),
        rights(READ, 0),
        rights(READ, READ),
        rights(READ, READ),
    };

    /** AP[2:1] (table B3-9), for AFE 1 and long descriptors. */
    private static final int[] SIMPLIFIED = {rights(RW, 0), rights(RW, RW), rights(READ, 0), rights(READ, READ)};

    private Rights() {}

    private static int rights(int privileged, int unprivileged) {
        return privileged << PRIVILEGED_SHIFT | unprivileged;
    }

    /** Rights of AP[2:0] in the full model. */
    static int ofAp(int ap) {
        return FULL[ap];
    }

    /** Rights of AP[2:1] in the simplified model. */
    static int ofSimplifiedAp(int ap) {
        return SIMPLIFIED[ap];
    }

    /** Rights of AP[2] in the Hyp regime. */
    static int ofHypAp(boolean readOnly) {
        return rights(readOnly ? READ : RW, 0);
    }

    /**
     * Adds execution where there is reading and nothing forbids it (B3.7.2).
     *
     * @param xn the descriptors' XN
     * @param pxn their PXN
     * @param wxn SCTLR.WXN: what can be written cannot be executed
     * @param uwxn SCTLR.UWXN: what PL0 can write PL1 cannot execute
     */
    static int withExecution(int rights, boolean xn, boolean pxn, boolean wxn, boolean uwxn) {
        if (xn) {
            return rights;
        }
        int privileged = rights >>> PRIVILEGED_SHIFT;
        boolean privilegedNever = pxn || wxn && (privileged & WRITE) != 0 || uwxn && (rights & WRITE) != 0;
        boolean unprivilegedNever = wxn && (rights & WRITE) != 0;
        int result = rights;
        if ((privileged & READ) != 0 && !privilegedNever) {
            result |= EXECUTE << PRIVILEGED_SHIFT;
        }
        if ((rights & READ) != 0 && !unprivilegedNever) {
            result |= EXECUTE;
        }
        return result;
    }

    /** Whether a stage-1 set allows the access. */
    static boolean allows(int rights, AccessKind access, boolean privileged) {
        return allows(privileged ? rights >>> PRIVILEGED_SHIFT : rights, access);
    }

    /** Whether a group of three bits allows the access. Maintenance operations need nothing. */
    static boolean allows(int rights, AccessKind access) {
        return switch (access) {
            case FETCH -> (rights & EXECUTE) != 0;
            case READ -> (rights & READ) != 0;
            case WRITE -> (rights & WRITE) != 0;
            case MAINTENANCE -> true;
        };
    }
}
