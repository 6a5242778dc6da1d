/**
 * Sessions and events in words, for {@code info} and {@code diff}. Depends on the recorder only.
 */
@NullMarked
package trapline.shell.text;

import org.jspecify.annotations.NullMarked;
