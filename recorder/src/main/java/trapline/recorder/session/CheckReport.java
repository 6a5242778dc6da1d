package trapline.recorder.session;

import java.nio.file.Path;
import java.util.List;
import trapline.recorder.log.LogTotals;

/**
 * What {@link SessionCheck} found.
 *
 * @param session the session's directory
 * @param complete whether the recording was brought to its end; one that was killed is intact up to where it stops
 * @param readable the events, from the first on, that can be read without a gap
 * @param lastIcount tick of the last of them
 * @param blocksBehind blocks behind the first problem in the log that are whole in themselves
 * @param problems what is wrong; empty for a sound session
 */
public record CheckReport(
        Path session,
        boolean complete,
        LogTotals readable,
        long lastIcount,
        long blocksBehind,
        List<SessionProblem> problems) {

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
