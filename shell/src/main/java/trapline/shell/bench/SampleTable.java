package trapline.shell.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The samples of one benchmark: for each contender one a run. */
final class SampleTable {
    private final Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);

    void add(Contender contender, Sample sample) {
        samples.computeIfAbsent(contender, _ -> new ArrayList<>()).add(sample);
    }

    /** The samples of a contender, run by run; none when it did not take part. */
    List<Sample> of(Contender contender) {
        return samples.getOrDefault(contender, List.of());
    }

    /** Who took part. */
    List<Contender> contenders() {
        return List.copyOf(samples.keySet());
    }
}
