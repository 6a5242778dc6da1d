package trapline.shell;

/**
 * The work could not be done, for a reason that the user can act on: the message names the file, the place and the
 * remedy. Ends the command with exit code 1 and no stack trace.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that stands for itself. */
    public CommandFailure(String message) {
        super(message);
    }
}
