package trapline.shell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How much memory whole processes take beside that of their guest. How much of the guest's memory the host has given to
 * them depends on who touches it when; so a job runs twice, the second time with twice the memory, and what that made the
 * process larger is taken off.
 */
final class Resident {
    private static final long RAM = 128L << 20;
    private static final double MIB = 1 << 20;
    private static final String SESSION = "session";
    private static final String NO_LOG = "none.rr";

    private final Workbench bench;
    private final Benchmark benchmark;
    private final OurProcesses ours;
    private final SameOutput output;

    private Resident(Workbench bench, Benchmark benchmark) {
        this.bench = bench;
        this.benchmark = benchmark;
        this.ours = new OurProcesses(bench);
        this.output = new SameOutput(benchmark);
    }

    static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        return new Resident(bench, benchmark).figures();
    }

    private List<Figure> figures() throws IOException {
        SampleTable samples = new SampleTable();
        int runs = bench.options().effort().runs();
        for (int run = 1; run <= runs; run++) {
            for (Contender contender : bench.contenders(benchmark)) {
                String purpose = "%s, run %d of %d: %s".formatted(benchmark, run, runs, contender);
                double small = peak(purpose, contender, RAM);
                double large = peak(purpose, contender, 2 * RAM);
                samples.add(contender, Sample.of(small > 0 && large > 0 ? beside(small, large) : Double.NaN));
            }
            WorkDirectory.delete(session(RAM));
            WorkDirectory.delete(session(2 * RAM));
        }
        List<Figure> figures = new ArrayList<>();
        for (Contender contender : samples.contenders()) {
            figures.add(Figure.of(benchmark, contender, Measure.RESIDENT, samples.of(contender)));
        }
        return figures;
    }

    /** What a process has beside its guest's memory, from its size with some memory and with twice as much. */
    static double beside(double small, double large) {
        return small - (large - small);
    }

    private Path session(long ramBytes) {
        return ours.session(SESSION + ramBytes);
    }

    private double peak(String purpose, Contender contender, long ramBytes) throws IOException {
        if (contender.isQemu()) {
            QemuRuns qemu = new QemuRuns(bench, benchmark, output);
            return qemu.run(purpose, contender, bench.rounds(benchmark), ramBytes, NO_LOG)
                            .residentBytes()
                    / MIB;
        }
        TimedProcess process = bench.process(purpose);
        if (contender == Contender.REPLAY) {
            return process.run(ours.replay(SESSION + ramBytes)).residentBytes() / MIB;
        }
        String arguments = BenchProgram.arguments(benchmark.kernel(), bench.rounds(benchmark));
        List<String> command = ours.record(
                bench.directory().program(),
                SESSION + ramBytes,
                "--append",
                arguments,
                "--ram",
                (ramBytes >> 20) + "M");
        TimedProcess.Ended ended = process.run(command);
        output.check(contender.toString(), ended.console());
        return ended.residentBytes() / MIB;
    }
}
