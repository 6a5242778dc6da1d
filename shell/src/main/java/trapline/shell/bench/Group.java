package trapline.shell.bench;

import java.util.Locale;

/** Benchmarks that are measured in the same way. */
public enum Group {
    /** Arithmetic, branches, loads and stores: the speed of translated code, in its steady state. */
    COMPUTE,
    /** Loads that miss: the cost of translating addresses, in its steady state. */
    MEMORY,
    /** Exceptions and device accesses, one each round: the time of a round trip, in its steady state. */
    TRAP,
    /** Whole processes: from their start to an end that a user waits for, and what they take. */
    PROCESS,
    /** How fast a process becomes as it warms up. */
    WARM_UP;

    /** Whether rounds are timed in their steady state. */
    boolean isSteady() {
        return this == COMPUTE || this == MEMORY || this == TRAP;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
