package trapline.shell;

import java.io.PrintWriter;

/** A line on the terminal that tells how far a long job is. Off a terminal, and in the first half second, nothing. */
final class Progress implements AutoCloseable {
    private static final long PATIENCE_NANOS = 500_000_000;
    private static final long REFRESH_NANOS = 200_000_000;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private long due = System.nanoTime() + PATIENCE_NANOS;
    private boolean shown;

    Progress(PrintWriter err) {
        this.err = err;
        this.terminal = Terminals.errorIsTerminal();
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
