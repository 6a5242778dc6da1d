package trapline.emulator.board;

/** The private peripheral interrupts (PPIs) of each CPU, with their INTIDs. */
public enum PrivateInterrupt {
    /** GIC virtual maintenance interrupt. */
    MAINTENANCE(25),
    /** PL2 physical timer. */
    HYP_TIMER(26),
    /** Virtual timer. */
    VIRTUAL_TIMER(27),
    /** Secure PL1 physical timer. */
    SECURE_PHYSICAL_TIMER(29),
    /** Non-secure PL1 physical timer. */
    PHYSICAL_TIMER(30);

    private final int intid;

    PrivateInterrupt(int intid) {
        this.intid = intid;
    }

    /** Interrupt number at the GIC. */
    public int intid() {
        return intid;
    }

    /** Number among the private peripheral interrupts, as device trees count. */
    public int ppi() {
        return intid - 16;
    }
}
