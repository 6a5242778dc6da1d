package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;

/** What the benchmarks that compute give together: geometric means of their medians. */
final class GeometricMeans {
    /** Stands in the place of a benchmark's name. */
    static final String NAME = "compute-mean";

    private GeometricMeans() {}

    /** The means over all of the group; nothing when there are not at least two. */
    static List<Figure> of(List<Figure> figures) {
        List<Figure> means = new ArrayList<>();
        for (Measure measure :
                List.of(Measure.SPEED, Measure.AGAINST_ICOUNT, Measure.AGAINST_EVENTS, Measure.OVERHEAD)) {
            for (Contender contender : Contender.values()) {
                List<Figure> some = figures.stream()
                        .filter(figure -> figure.measure() == measure
                                && figure.contender() == contender
                                && isCompute(figure.benchmark()))
                        .toList();
                if (some.size() > 1) {
                    Sample mean = new Sample(mean(some, measure, HostClock.WALL), mean(some, measure, HostClock.CPU));
                    means.add(new Figure(NAME, contender, measure, "", List.of(mean)));
                }
            }
        }
        return means;
    }

    private static boolean isCompute(String benchmark) {
        return Benchmark.named(benchmark).stream().anyMatch(named -> named.group() == Group.COMPUTE);
    }

    /** An overhead is what a ratio has above one. */
    private static double mean(List<Figure> figures, Measure measure, HostClock clock) {
        List<Double> medians = new ArrayList<>();
        for (Figure figure : figures) {
            double median = figure.median(clock);
            medians.add(measure == Measure.OVERHEAD ? 1 + median / 100 : median);
        }
        double mean = Statistics.geometricMean(medians);
        return measure == Measure.OVERHEAD ? (mean - 1) * 100 : mean;
    }
}
