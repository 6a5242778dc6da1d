package trapline.emulator.cpu;

/** Processor modes (ARM DDI 0406C B1.3.1). */
public enum Mode {
    USR(0x10, 0),
    FIQ(0x11, 1),
    IRQ(0x12, 1),
    SVC(0x13, 1),
    MON(0x16, 1),
    ABT(0x17, 1),
    HYP(0x1A, 2),
    UND(0x1B, 1),
    SYS(0x1F, 1);

    private static final Mode[] BY_NUMBER = new Mode[32];

    static {
        for (Mode mode : values()) {
            BY_NUMBER[mode.number] = mode;
        }
    }

    private final int number;
    private final int privilegeLevel;

    Mode(int number, int privilegeLevel) {
        this.number = number;
        this.privilegeLevel = privilegeLevel;
    }

    /** CPSR.M, five bits. */
    public int number() {
        return number;
    }

    /** PL0, PL1 or PL2. Monitor mode is PL1 (Secure). */
    public int privilegeLevel() {
        return privilegeLevel;
    }

    /** Whether CPSR.M may hold this number. */
    public static boolean isValid(int number) {
        return BY_NUMBER[number & 0x1F] != null;
    }

    /** The mode with this CPSR.M. */
    public static Mode of(int number) {
        Mode mode = BY_NUMBER[number & 0x1F];
        if (mode == null) {
            throw new IllegalStateException("no processor mode 0x" + Integer.toHexString(number & 0x1F));
        }
        return mode;
    }
}
