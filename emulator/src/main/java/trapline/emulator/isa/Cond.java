package trapline.emulator.isa;

/** The condition codes, in the order of their encoding (A8.3, table A8-1). */
public enum Cond {
    /** Z set. */
    EQ,
    /** Z clear. */
    NE,
    /** C set. */
    CS,
    /** C clear. */
    CC,
    /** N set. */
    MI,
    /** N clear. */
    PL,
    /** V set. */
    VS,
    /** V clear. */
    VC,
    /** C set and Z clear. */
    HI,
    /** C clear or Z set. */
    LS,
    /** N equals V. */
    GE,
    /** N differs from V. */
    LT,
    /** Z clear and N equals V. */
    GT,
    /** Z set or N differs from V. */
    LE,
    /** Always. */
    AL;

    private static final Cond[] BY_CODE = values();

    /** The condition for a {@code cond} field; 0b1111, the unconditional space, is {@link #AL}. */
    public static Cond of(int code) {
        return code == 0b1111 ? AL : BY_CODE[code];
    }

    /** The four-bit encoding. */
    public int code() {
        return ordinal();
    }

    /** The condition that holds exactly when this one does not; {@link #AL} has none. */
    public Cond inverse() {
        if (this == AL) {
            throw new IllegalStateException("AL has no inverse");
        }
        return BY_CODE[ordinal() ^ 1];
    }
}
