package trapline.shell.bench;

import java.util.List;

/** Of a handful of measurements. */
final class Statistics {
    private Statistics() {}

    /** The middle one, or the middle between the two middle ones; NaN of none. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        return size % 2 == 1 ? sorted.get(size / 2) : (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
    }

    /** The geometric mean, the only one under which ratios do not depend on what is divided by what; NaN of none. */
    static double geometricMean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.log(value);
        }
        return Math.exp(sum / values.size());
    }
}
