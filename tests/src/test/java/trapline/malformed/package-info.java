/**
 * Damaged input of every kind, in great number: an error for a person, or a session that is complete. Start at
 * {@link trapline.malformed.MalformedInputsTest}.
 */
@NullMarked
package trapline.malformed;

import org.jspecify.annotations.NullMarked;
