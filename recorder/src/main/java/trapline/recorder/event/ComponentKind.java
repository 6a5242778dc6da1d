package trapline.recorder.event;

/** The types that a component of an event record may have. */
public enum ComponentKind {
    /** A {@code long}. */
    LONG,
    /** An {@code int}, sign-extended in the flat form. */
    INT,
    /** A {@code boolean}, 0 or 1 in the flat form. */
    BOOLEAN,
    /** An enum, its ordinal in the flat form. */
    ENUM,
    /** A {@code String}, UTF-8 in the flat form. */
    STRING,
    /** A {@code byte[]}. */
    BYTES;

    /** Whether a component of this kind is in {@link EventFrame#values}; the others are {@link EventFrame#bytes}. */
    public boolean isNumeric() {
        return this != STRING && this != BYTES;
    }
}
