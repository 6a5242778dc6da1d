package trapline.query;

import java.io.Serial;

/** What the user asked for cannot be done: a statement that fails, a session that cannot be read. */
public final class QueryException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public QueryException(String message) {
        super(message);
    }

    /** With a message for the user, and what led to it. */
    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message; never absent. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "unknown error" : message;
    }
}
