package trapline.recorder.event;

/**
 * Something that a session's log holds: an {@link Input} from outside the machine, or an {@link Observation} of what
 * the machine did.
 *
 * <p>Records are the declaration and the form used at the edges (queries, diffs, tests). The machine itself emits
 * {@link EventFrame}s, which carry the same fields flat and without allocation; {@link EventCatalog} converts.
 *
 * <p>A component is a {@code long}, {@code int}, {@code boolean}, {@code String}, {@code byte[]} or an enum nested in
 * this package, and carries a {@link Field} annotation with its meaning and unit. At most one component of a record
 * is a {@code String} or {@code byte[]}. Ids, field order and enum order are never changed; new fields and constants
 * go last.
 */
public sealed interface Event permits Input, Observation {}
