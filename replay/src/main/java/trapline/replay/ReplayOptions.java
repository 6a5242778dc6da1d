package trapline.replay;

import java.util.OptionalLong;
import trapline.recorder.event.InputSource;

/**
 * How to replay.
 *
 * @param tick where to stop, {@link InputSource#NEVER} for the end
 * @param event the event behind which to stop, if any
 * @param verify whether to compare every event and the final state
 */
public record ReplayOptions(long tick, OptionalLong event, boolean verify) {
    /** To the end, compared. */
    public static final ReplayOptions WHOLE = new ReplayOptions(InputSource.NEVER, OptionalLong.empty(), true);
}
