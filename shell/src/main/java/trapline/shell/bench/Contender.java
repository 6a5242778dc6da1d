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
    /** Recording every event, and nothing, by turns in one process. */
    TURNS,
    /** Replaying what was recorded, every event and the final state compared. */
    REPLAY;

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
        return all;
    }

    /** Whether it is QEMU. */
    boolean isQemu() {
        return switch (this) {
            case QEMU, ICOUNT, RR_RECORD, RR_REPLAY -> true;
            case MACHINE, INPUTS, EVENTS, TURNS, REPLAY -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
