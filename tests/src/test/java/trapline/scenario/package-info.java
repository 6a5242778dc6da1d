/**
 * Whole sessions of guests under the microvisor: recorded, replayed, queried; what the guests counted themselves must be
 * what the trace says. Start at {@link trapline.scenario.MessagesTest}.
 */
@NullMarked
package trapline.scenario;

import org.jspecify.annotations.NullMarked;
