package trapline.executors;

import java.util.List;

/**
 * How a random program is run; all but {@code slice} decides what it does.
 *
 * @param hyp whether the machine has Hyp mode, and starts in it
 * @param cpus number of CPUs
 * @param quantum ticks of a CPU's turn
 * @param ticks when the run ends
 * @param slice one machine runs to the end in one go, the other is stopped every so many ticks; 0 for never
 * @param inputs what comes from outside
 */
record Setup(boolean hyp, int cpus, int quantum, long ticks, int slice, List<Arrival> inputs) {

    /** A byte arrives at the console at a tick. */
    record Arrival(long tick, int value) {}

    Setup withTicks(long newTicks) {
        return new Setup(hyp, cpus, quantum, newTicks, slice, inputs);
    }

    Setup withSlice(int newSlice) {
        return new Setup(hyp, cpus, quantum, ticks, newSlice, inputs);
    }

    Setup withInputs(List<Arrival> newInputs) {
        return new Setup(hyp, cpus, quantum, ticks, slice, newInputs);
    }

    @Override
    public String toString() {
        return "%s, %d CPUs, quantum %d, %d ticks, the second machine stopped every %d, inputs %s"
                .formatted(hyp ? "Hyp" : "native", cpus, quantum, ticks, slice, inputs);
    }
}
