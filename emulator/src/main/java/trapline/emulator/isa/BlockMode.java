package trapline.emulator.isa;

/** The addressing modes of LDM, STM, RFE and SRS (A8.8.58), in the order of the A32 P:U bits. */
public enum BlockMode {
    /** Decrement after. */
    DA(false, false),
    /** Increment after. */
    IA(false, true),
    /** Decrement before. */
    DB(true, false),
    /** Increment before. */
    IB(true, true);

    private static final BlockMode[] BY_CODE = values();

    private final boolean before;
    private final boolean increment;

    BlockMode(boolean before, boolean increment) {
        this.before = before;
        this.increment = increment;
    }

    /** The mode for the P:U bits. */
    public static BlockMode of(int pu) {
        return BY_CODE[pu];
    }

    /** Whether the base moves before each transfer (P). */
    public boolean before() {
        return before;
    }

    /** Whether addresses ascend from the base (U). */
    public boolean increment() {
        return increment;
    }

    /** The lowest address of a transfer of so many words: registers go from here upwards in order of their number. */
    public int startOffset(int words) {
        int lowest = increment ? 0 : -4 * words;
        return before == increment ? lowest + 4 : lowest;
    }

    /** What is added to the base on write-back. */
    public int writeBackOffset(int words) {
        return increment ? 4 * words : -4 * words;
    }
}
