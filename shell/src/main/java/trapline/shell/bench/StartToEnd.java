package trapline.shell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import trapline.emulator.MachineConfig;

/** Times a job as its user does: from the start of a process, for us that of the launcher, to its end. */
final class StartToEnd {
    private static final long RAM = MachineConfig.DEFAULT.ramBytes();
    private static final String SESSION = "session";
    private static final String LOG = "job.rr";

    private final Workbench bench;
    private final Benchmark benchmark;
    private final OurProcesses ours;
    private final SameOutput output;

    private StartToEnd(Workbench bench, Benchmark benchmark) {
        this.bench = bench;
        this.benchmark = benchmark;
        this.ours = new OurProcesses(bench);
        this.output = new SameOutput(benchmark);
    }

    static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        return new StartToEnd(bench, benchmark).figures();
    }

    private List<Figure> figures() throws IOException {
        SampleTable seconds = Interleaved.times(
                bench,
                benchmark,
                this::time,
                ours.session(SESSION),
                bench.directory().file(LOG));
        return figures(benchmark, seconds);
    }

    private Sample time(String purpose, Contender contender) throws IOException {
        return (contender.isQemu() ? underQemu(purpose, contender) : here(purpose, contender)).seconds();
    }

    /** The times, and how many times as fast as QEMU with {@code -icount} that is. */
    static List<Figure> figures(Benchmark benchmark, SampleTable seconds) {
        List<Figure> figures = new ArrayList<>();
        for (Contender contender : seconds.contenders()) {
            List<Sample> samples = seconds.of(contender);
            figures.add(Figure.of(benchmark, contender, Measure.TIME, samples));
            List<Sample> ratios = Ratios.of(seconds.of(Contender.ICOUNT), samples);
            if (!ratios.isEmpty()) {
                figures.add(Figure.of(benchmark, contender, Measure.AGAINST_ICOUNT, ratios));
            }
        }
        return figures;
    }

    private TimedProcess.Ended underQemu(String purpose, Contender contender) throws IOException {
        return new QemuRuns(bench, benchmark, output).run(purpose, contender, bench.rounds(benchmark), RAM, LOG);
    }

    private TimedProcess.Ended here(String purpose, Contender contender) throws IOException {
        if (contender == Contender.REPLAY) {
            return bench.process(purpose).run(ours.replay(SESSION));
        }
        String arguments = BenchProgram.arguments(benchmark.kernel(), bench.rounds(benchmark));
        TimedProcess.Ended ended =
                bench.process(purpose).run(ours.record(bench.directory().program(), SESSION, "--append", arguments));
        output.check(contender.toString(), ended.console());
        return ended;
    }
}
