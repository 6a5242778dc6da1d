package trapline.executors;

import java.util.List;

/**
 * How a random program is run; all but {@code manner} decides what it does. Public for machines from another class loader.
 *
 * @param hyp whether the machine has Hyp mode, and starts in it
 * @param cpus number of CPUs
 * @param quantum ticks of a CPU's turn
 * @param ticks when the run ends
 * @param inputs what comes from outside
 * @param manner how the second machine differs
 */
public record Setup(boolean hyp, int cpus, int quantum, long ticks, List<Arrival> inputs, Manner manner) {

    /** A byte arrives at the console at a tick. */
    public record Arrival(long tick, int value) {}

    /**
     * How the second machine goes about it, which must not matter.
     *
     * @param slice it is stopped every so many ticks; 0 for never
     * @param threshold it compiles what has run so often
     * @param into what it compiles that into
     */
    public record Manner(int slice, int threshold, Into into) {}

    /** What code can be compiled into. */
    public enum Into {
        /** Machine code of the host, where there is any. */
        MACHINE_CODE,
        /** Bytecode. */
        REGIONS,
        /** Machine code first, and what is good for both into bytecode later. */
        BOTH
    }

    Setup withTicks(long newTicks) {
        return new Setup(hyp, cpus, quantum, newTicks, inputs, manner);
    }

    Setup withSlice(int slice) {
        return new Setup(hyp, cpus, quantum, ticks, inputs, new Manner(slice, manner.threshold, manner.into));
    }

    Setup withInto(Into into) {
        return new Setup(hyp, cpus, quantum, ticks, inputs, new Manner(manner.slice, manner.threshold, into));
    }

    Setup withInputs(List<Arrival> newInputs) {
        return new Setup(hyp, cpus, quantum, ticks, newInputs, manner);
    }

    @Override
    public String toString() {
        return "%s, CPUs: %d, quantum %d, ticks %d, inputs %s; the second machine stops every %d ticks, compiles after %d into %s"
                .formatted(
                        hyp ? "Hyp" : "native",
                        cpus,
                        quantum,
                        ticks,
                        inputs,
                        manner.slice,
                        manner.threshold,
                        manner.into);
    }
}
