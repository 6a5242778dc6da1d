package trapline.shell.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What runs a benchmark. */
public enum Contender {
    /** QEMU as it is. */
    QEMU,
    /** QEMU counting instructions, as it must to be deterministic. */
    ICOUNT,
    /** QEMU recording for a replay. */
    RR_RECORD,
    /** QEMU replaying that. */
    RR_REPLAY,
    /** Our machine, nothing written. */
    MACHINE,
    /** Recording what a replay needs. */
    INPUTS,
    /** Recording every event. */
    EVENTS,
    /** Replaying what was recorded, every event and the final state compared. */
    REPLAY,
    /** Recording what a replay needs, and nothing, by turns in one process. */
    INPUTS_BY_TURNS,
    /** Recording every event, and nothing, by turns in one process. */
    EVENTS_BY_TURNS,
    /** Replaying that, every event compared, and nothing, by turns in one process. */
    REPLAY_BY_TURNS;

    /** All of them. */
    static final Set<Contender> ALL = EnumSet.allOf(Contender.class);

    /** These, all when there is none, with those whose results they need. */
    static Set<Contender> withPrerequisites(Set<Contender> some) {
        Set<Contender> all = some.isEmpty() ? EnumSet.copyOf(ALL) : EnumSet.copyOf(some);
        if (all.contains(RR_REPLAY)) {
            all.add(RR_RECORD);
        }
        if (all.contains(REPLAY)) {
            all.add(EVENTS);
        }
        if (all.contains(REPLAY_BY_TURNS)) {
            all.add(EVENTS_BY_TURNS);
        }
        return all;
    }

    /** Whether it is QEMU. */
    boolean isQemu() {
        return switch (this) {
            case QEMU, ICOUNT, RR_RECORD, RR_REPLAY -> true;
            case MACHINE, INPUTS, EVENTS, REPLAY, INPUTS_BY_TURNS, EVENTS_BY_TURNS, REPLAY_BY_TURNS -> false;
        };
    }

    /** Whether it does its work and nothing by turns, so that what it adds is a difference within one process. */
    boolean isByTurns() {
        return switch (this) {
            case QEMU, ICOUNT, RR_RECORD, RR_REPLAY, MACHINE, INPUTS, EVENTS, REPLAY -> false;
            case INPUTS_BY_TURNS, EVENTS_BY_TURNS, REPLAY_BY_TURNS -> true;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
