/**
 * The machine's public face: what it is built from ({@link trapline.emulator.Scenario}) and how it is run.
 *
 * <p>Sees {@code trapline.recorder.event} only: it is handed an event sink and an input source and cannot tell
 * recording from replay. The packages below hold the parts; little in them is public.
 */
@NullMarked
package trapline.emulator;

import org.jspecify.annotations.NullMarked;
