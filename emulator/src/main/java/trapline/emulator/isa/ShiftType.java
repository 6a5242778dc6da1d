package trapline.emulator.isa;

/** The kinds of shift (A8.4, {@code SRType}); the first four in the order of their encoding. */
public enum ShiftType {
    /** Logical shift left. */
    LSL,
    /** Logical shift right. */
    LSR,
    /** Arithmetic shift right. */
    ASR,
    /** Rotate right. */
    ROR,
    /** Rotate right by one through the carry; only with an amount of one, never with a register amount. */
    RRX;

    private static final ShiftType[] BY_CODE = values();

    /** The shift for a two-bit {@code type} field, as {@code DecodeRegShift()} (A8.4.3). */
    public static ShiftType of(int code) {
        return BY_CODE[code & 0b11];
    }
}
