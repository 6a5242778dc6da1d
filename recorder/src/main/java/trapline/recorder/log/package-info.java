/**
 * The log of a session: blocks of events in a Chronicle queue, each checked on its own.
 *
 * <p>Owns the codec, the writer, the reader and the salvage of damaged logs. The only package that may import Chronicle.
 * It knows events ({@code trapline.recorder.event}) and nothing of the machine that made them.
 */
@NullMarked
package trapline.recorder.log;

import org.jspecify.annotations.NullMarked;
