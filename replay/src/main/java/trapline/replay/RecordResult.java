package trapline.replay;

import trapline.emulator.MachineResult;
import trapline.recorder.session.SessionDirectory;

/**
 * What was recorded.
 *
 * @param machine how far the machine came and how it ended
 * @param session the complete session
 * @param bytes size of the log on disk
 */
public record RecordResult(MachineResult machine, SessionDirectory session, long bytes) {}
