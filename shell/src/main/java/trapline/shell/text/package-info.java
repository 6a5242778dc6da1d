/**
 * Sessions and events in words, for {@code info} and {@code explain}. Depends on the recorder only.
 */
@NullMarked
package trapline.shell.text;

import org.jspecify.annotations.NullMarked;
