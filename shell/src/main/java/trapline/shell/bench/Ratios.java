package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;

/** Ratios of what was measured in the same run, one after the other, so that most of what disturbs a host cancels. */
final class Ratios {
    private Ratios() {}

    /** The dividends over the divisors, run by run; none when one side did not take part. */
    static List<Sample> of(List<Sample> dividends, List<Sample> divisors) {
        List<Sample> ratios = new ArrayList<>();
        for (int run = 0; run < Math.min(dividends.size(), divisors.size()); run++) {
            ratios.add(dividends.get(run).over(divisors.get(run)));
        }
        return ratios;
    }
}
