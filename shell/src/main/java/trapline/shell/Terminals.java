package trapline.shell;

import java.util.Optional;

/** What the launcher found out about the standard streams, which Java cannot. */
final class Terminals {
    /** Columns of the terminal that standard output is. */
    private static final String OUTPUT_WIDTH = "TRAPLINE_OUTPUT_WIDTH";

    /** Set when standard error is a terminal. */
    private static final String ERROR_IS_TERMINAL = "TRAPLINE_ERROR_IS_TERMINAL";

    private static final int STANDARD_WIDTH = 80;

    private Terminals() {}

    /** The width of the terminal that standard output is; empty when it is a file or pipe. */
    static Optional<Integer> outputWidth() {
        String columns = System.getenv(OUTPUT_WIDTH);
        if (columns == null) {
            return Optional.empty();
        }
        return Optional.of(columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : STANDARD_WIDTH);
    }

    /** Whether somebody watches standard error. */
    static boolean errorIsTerminal() {
        return System.getenv(ERROR_IS_TERMINAL) != null;
    }
}
