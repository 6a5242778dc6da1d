package trapline.shell.bench;

/** What takes little time is timed several times in a row, lest the noise of the host be all that is measured. */
final class Repetition {
    /** So much time in all is enough. */
    private static final double ENOUGH_SECONDS = 1;

    private static final int MOST = 5;

    private Repetition() {}

    /** Whether to go on. */
    static boolean isDue(int times, double seconds) {
        return times < MOST && seconds < ENOUGH_SECONDS;
    }
}
