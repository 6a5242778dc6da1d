package trapline.emulator.microvisor;

import java.util.EnumMap;
import java.util.Map;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.HypercallNumber;

/** Hypercalls that belong together, by number. */
interface HypercallFamily {
    /** What a hypercall does. */
    @FunctionalInterface
    interface Handler {
        HypercallError call(Hypercall call);
    }

    /** Enters the family's handlers into the table. */
    void enter(EnumMap<HypercallNumber, Handler> table);

    /** The handlers of several families; every hypercall has one. */
    static Map<HypercallNumber, Handler> table(HypercallFamily... families) {
        EnumMap<HypercallNumber, Handler> table = new EnumMap<>(HypercallNumber.class);
        for (HypercallFamily family : families) {
            family.enter(table);
        }
        if (table.size() != HypercallNumber.values().length) {
            throw new IllegalStateException("hypercalls without a handler; there are " + table.keySet());
        }
        return table;
    }
}
