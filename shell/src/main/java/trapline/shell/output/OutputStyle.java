package trapline.shell.output;

/**
 * What is written to.
 *
 * @param terminal whether it is a terminal; off it nothing is ever cut short
 * @param width its columns
 * @param colour whether it shows colours
 * @param maxRows how many rows a table for people shows, 0 for all
 */
public record OutputStyle(boolean terminal, int width, boolean colour, long maxRows) {
    /** A file or pipe. */
    public static final OutputStyle PLAIN = new OutputStyle(false, 0, false, 0);

    /** A terminal of so many columns; in colour unless NO_COLOR (no-color.org) is in the environment. */
    public static OutputStyle terminal(int width) {
        String noColour = System.getenv("NO_COLOR");
        return new OutputStyle(true, width, noColour == null || noColour.isEmpty(), 0);
    }

    /** The same, showing so many rows of a result at most; 0 for all. */
    public OutputStyle withMaxRows(long rows) {
        return new OutputStyle(terminal, width, colour, rows);
    }

    /** A heading, set off where colours are shown. */
    String heading(String text) {
        return colour ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    /** Something of less weight. */
    String faint(String text) {
        return colour ? "\u001B[2m" + text + "\u001B[0m" : text;
    }
}
