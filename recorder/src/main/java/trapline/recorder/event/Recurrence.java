package trapline.recorder.event;

/**
 * After how many events the same types come again. What is asked about are the types of the last events, in one number: a byte each, the
 * id of the last lowest; 0 for none.
 */
public final class Recurrence {
    /** The longest period that is looked for. */
    public static final int LONGEST = 4;

    private Recurrence() {}

    /** The types of the last events when one more has come. */
    public static long behind(long recent, int id) {
        return recent << Byte.SIZE | id;
    }

    /**
     * After how many events the types recur, each of a round being another one; 0 if the last round of them is not the same as the one
     * before.
     */
    public static int period(long recent) {
        for (int period = 1; period <= LONGEST; period++) {
            if ((recent ^ recent >>> period * Byte.SIZE) << Long.SIZE - period * Byte.SIZE == 0) {
                return areDistinct(recent, period) ? period : 0;
            }
        }
        return 0;
    }

    /** Whether the last {@code count} types are distinct, and none of them missing. */
    public static boolean areDistinct(long recent, int count) {
        long types = 0;
        for (int n = 0; n < count; n++) {
            types |= 1L << type(recent, n);
        }
        return Long.bitCount(types & -2) == count;
    }

    /** The id of the type {@code n} before the last. */
    public static int type(long recent, int n) {
        return (int) (recent >>> n * Byte.SIZE) & 0xFF;
    }
}
