package trapline.recorder.session;

import trapline.recorder.log.LogProblem;

/**
 * Something wrong with a session, and where.
 *
 * @param file path within the session
 * @param offset byte offset in the file, -1 when it concerns the whole file
 * @param what what is wrong, in words
 */
public record SessionProblem(String file, long offset, String what) {
    static SessionProblem of(LogProblem problem) {
        String what = "block %d, event %d: %s".formatted(problem.block(), problem.seq(), problem.what());
        return new SessionProblem(SessionDirectory.LOG + "/" + problem.file(), problem.offset(), what);
    }

    @Override
    public String toString() {
        return offset < 0 ? file + ": " + what : "%s, offset 0x%x: %s".formatted(file, offset, what);
    }
}
