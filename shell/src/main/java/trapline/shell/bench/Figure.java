package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What came out of one benchmark for one contender.
 *
 * @param benchmark the benchmark, or what several are taken together as
 * @param contender who ran it
 * @param measure what the samples say
 * @param place where in the run, for a measure that changes on the way; else empty
 * @param samples one a run
 */
record Figure(String benchmark, Contender contender, Measure measure, String place, List<Sample> samples) {
    Figure {
        samples = List.copyOf(samples);
    }

    /** A figure of a whole run. */
    static Figure of(Object benchmark, Contender contender, Measure measure, List<Sample> samples) {
        return new Figure(benchmark.toString(), contender, measure, "", samples);
    }

    /** The samples by one clock; those that could not be measured are not among them. */
    List<Double> by(HostClock clock) {
        List<Double> values = new ArrayList<>();
        for (Sample sample : samples) {
            if (Double.isFinite(sample.by(clock))) {
                values.add(sample.by(clock));
            }
        }
        return values;
    }

    /** The middle sample; NaN when none could be measured. */
    double median(HostClock clock) {
        return Statistics.median(by(clock));
    }
}
