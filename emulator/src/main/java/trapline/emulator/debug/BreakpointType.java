package trapline.emulator.debug;

/** DBGBCR.BT (ARM DDI 0406C C11.11.2). */
enum BreakpointType {
    /** Instruction address match, alone or with a linked context. */
    MATCH,
    /** Instruction address mismatch, likewise. */
    MISMATCH,
    /** Context ID, VMID or both. */
    CONTEXT,
    /** The same for others to link to; no breakpoint by itself. */
    LINKED_CONTEXT,
    /** Reserved: never matches. */
    RESERVED;

    private static final int LINKED = 1 << 20;

    /** Of a control register. */
    static BreakpointType of(int control) {
        return switch (type(control)) {
            case 0b0000, 0b0001 -> MATCH;
            case 0b0100, 0b0101 -> MISMATCH;
            case 0b0010, 0b1000, 0b1010 -> CONTEXT;
            case 0b0011, 0b1001, 0b1011 -> LINKED_CONTEXT;
            default -> RESERVED;
        };
    }

    private static int type(int control) {
        return control >>> 20 & 0xF;
    }

    /** Whether another breakpoint has to match too; of breakpoints and of watchpoints. */
    static boolean isLinked(int control) {
        return (control & LINKED) != 0;
    }

    static boolean comparesContextId(int control) {
        return (type(control) & 0b0010) != 0;
    }

    static boolean comparesVmid(int control) {
        return (type(control) & 0b1000) != 0;
    }
}
