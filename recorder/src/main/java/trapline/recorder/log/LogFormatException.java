package trapline.recorder.log;

import java.util.Optional;

/** A log, or another part of a session, is not what a recorder wrote. The message says where and what. */
public final class LogFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<LogProblem> problem;

    /** With the place in the log. */
    public LogFormatException(LogProblem problem) {
        super(problem.toString());
        this.problem = Optional.of(problem);
    }

    /** With words that name the file. */
    public LogFormatException(String message) {
        super(message);
        problem = Optional.empty();
    }

    /** With words that name the file, and the cause. */
    public LogFormatException(String message, Throwable cause) {
        super(message, cause);
        problem = Optional.empty();
    }

    /** The place, when it is one in the log. */
    public Optional<LogProblem> problem() {
        return problem;
    }
}
