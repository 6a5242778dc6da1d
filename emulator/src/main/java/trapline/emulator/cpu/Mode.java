package trapline.emulator.cpu;

/** Processor modes (ARM DDI 0406C B1.3.1). */
public enum Mode {
    USR(0x10, 0, 0),
    FIQ(0x11, 1, 1),
    IRQ(0x12, 1, 2),
    SVC(0x13, 1, 3),
    MON(0x16, 1, 4),
    ABT(0x17, 1, 5),
    HYP(0x1A, 2, 6),
    UND(0x1B, 1, 7),
    SYS(0x1F, 1, 0);

    private static final Mode[] BY_NUMBER = new Mode[32];

    static {
        for (Mode mode : values()) {
            BY_NUMBER[mode.number] = mode;
        }
    }

    private final int number;
    private final int privilegeLevel;
    private final int bank;

    Mode(int number, int privilegeLevel, int bank) {
        this.number = number;
        this.privilegeLevel = privilegeLevel;
        this.bank = bank;
    }

    /** CPSR.M, five bits. */
    public int number() {
        return number;
    }

    /** PL0, PL1 or PL2. Monitor mode is PL1 (Secure). */
    public int privilegeLevel() {
        return privilegeLevel;
    }

    /** Number of its bank of registers (B1.3.2), 0 to 7; User and System mode share number 0. */
    int bank() {
        return bank;
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
