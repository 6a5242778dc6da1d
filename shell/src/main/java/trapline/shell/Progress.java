package trapline.shell;

import java.io.PrintWriter;

/** A line on the terminal that tells how far a long job is. Off a terminal, and in the first half second, nothing. */
final class Progress implements AutoCloseable {
    private static final long PATIENCE_NANOS = 500_000_000;
    private static final long REFRESH_NANOS = 200_000_000;
    /** How far a machine goes between two looks at the clock: at most some hundredths of a second. */
    private static final long LOOK_TICKS = 1 << 18;

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long due = start + PATIENCE_NANOS;
    private long nextLook;
    private boolean shown;

    Progress(PrintWriter err) {
        this.err = err;
        this.terminal = Terminals.errorIsTerminal();
    }

    /**
     * Shows how far a machine is, if it is time to. A machine calls this at every event: it must cost nothing.
     *
     * @param format of the tick, and of the seconds since the beginning
     */
    void update(String format, long tick) {
        if (tick >= nextLook) {
            nextLook = tick + LOOK_TICKS;
            update(format, tick, (System.nanoTime() - start) / 1e9);
        }
    }

    /** Shows the text if it is time to. May be called from any thread. */
    synchronized void update(String format, Object... arguments) {
        if (terminal && System.nanoTime() - due >= 0) {
            err.print(ERASE_LINE + format.formatted(arguments));
            err.flush();
            shown = true;
            due = System.nanoTime() + REFRESH_NANOS;
        }
    }

    /** Removes the line. */
    @Override
    public synchronized void close() {
        if (shown) {
            err.print(ERASE_LINE);
            err.flush();
            shown = false;
        }
    }
}
