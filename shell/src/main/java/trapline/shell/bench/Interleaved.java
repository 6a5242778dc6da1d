package trapline.shell.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Times whole processes: in each run every contender has its turn, one after the other. */
final class Interleaved {
    private Interleaved() {}

    /** Times one of them. */
    @FunctionalInterface
    interface Turn {
        /**
         * Takes it.
         *
         * @param purpose what it is for, in words
         */
        Sample time(String purpose, Contender contender) throws IOException;
    }

    /** The times; what is left over of a run is deleted behind it. */
    static SampleTable times(Workbench bench, Benchmark benchmark, Turn turn, Path... leftovers) throws IOException {
        SampleTable seconds = new SampleTable();
        int runs = bench.options().effort().runs();
        for (int run = 1; run <= runs; run++) {
            for (Contender contender : bench.contenders(benchmark)) {
                String purpose = "%s, run %d of %d: %s".formatted(benchmark, run, runs, contender);
                seconds.add(contender, turn.time(purpose, contender));
            }
            for (Path leftover : leftovers) {
                WorkDirectory.delete(leftover);
            }
        }
        return seconds;
    }
}
