/**
 * The session directory: manifest, images by hash, and where the log and the derived database lie.
 *
 * <p>Depends on {@code trapline.recorder.event} and {@code trapline.recorder.log}.
 */
@NullMarked
package trapline.recorder.session;

import org.jspecify.annotations.NullMarked;
