package trapline.recorder.log;

/**
 * Version of the session format. It is independent of the product's: a reader of a major version reads every minor up
 * to its own; a new minor adds (events, trailing fields, ways to store a value), a new major may change anything.
 *
 * @param major changes break older readers
 * @param minor additions
 */
public record FormatVersion(int major, int minor) implements Comparable<FormatVersion> {
    /** What this version of Trapline writes. */
    public static final FormatVersion CURRENT = new FormatVersion(1, 3);

    /** Whether this version of Trapline can read sessions of that format. */
    public boolean isReadable() {
        return major == CURRENT.major && minor >= 0 && minor <= CURRENT.minor;
    }

    @Override
    public int compareTo(FormatVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    /** Reads {@code major.minor}. */
    public static FormatVersion parse(String text) {
        int dot = text.indexOf('.');
        try {
            return new FormatVersion(
                    Integer.parseInt(text.substring(0, Math.max(dot, 0))), Integer.parseInt(text.substring(dot + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a format version: " + text, e);
        }
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
