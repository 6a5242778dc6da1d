/**
 * Recording and replaying: a machine of {@code trapline.emulator} between a log's inputs and its observations.
 *
 * <p>Depends on the recorder and the emulator. Replaying is recording with another source of inputs and a sink that
 * compares; nothing here or below asks which of the two is going on.
 */
@NullMarked
package trapline.replay;

import org.jspecify.annotations.NullMarked;
