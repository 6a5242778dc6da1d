/**
 * What a session consists of: every {@link trapline.recorder.event.Event} is declared here, once, as a record and a
 * row of {@link trapline.recorder.event.EventType}. The log's codec, the SQL tables and the generated reference are
 * derived from these declarations.
 *
 * <p>Depends on nothing. Start reading at {@link trapline.recorder.event.Event}, then
 * {@link trapline.recorder.event.EventFrame}, the flat form in which the machine hands events to a sink.
 */
@NullMarked
package trapline.recorder.event;

import org.jspecify.annotations.NullMarked;
