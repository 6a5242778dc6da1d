package trapline.recorder.log;

/** The log cannot be continued: the disk is full, or the file went away. What was written before stays readable. */
public final class LogWriteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogWriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
