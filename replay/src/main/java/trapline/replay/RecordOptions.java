package trapline.replay;

import java.nio.file.Path;
import trapline.recorder.session.Detail;

/**
 * How to record.
 *
 * @param directory the session's directory; must not exist, or be empty
 * @param name what the session is called
 * @param detail how much to record
 * @param recordedBy the program and its version
 */
public record RecordOptions(Path directory, String name, Detail detail, String recordedBy) {}
