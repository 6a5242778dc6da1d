package trapline.shell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import trapline.shell.CommandFailure;

/** Times Linux from the start of a process, for us that of the launcher, until it has powered the machine off. */
final class LinuxBoot {
    private static final String SESSION = "session";
    private static final String LOG = "linux.rr";
    private static final String SIGN_OF_LIFE = "Linux version";

    private final Workbench bench;
    private final Benchmark benchmark;
    private final OurProcesses ours;
    private final LinuxFiles linux;

    private LinuxBoot(Workbench bench, Benchmark benchmark) {
        this.bench = bench;
        this.benchmark = benchmark;
        this.ours = new OurProcesses(bench);
        this.linux = bench.options().linux();
    }

    static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        return new LinuxBoot(bench, benchmark).figures();
    }

    private List<Figure> figures() throws IOException {
        SampleTable seconds = Interleaved.times(
                bench,
                benchmark,
                this::time,
                ours.session(SESSION),
                bench.directory().file(LOG));
        List<Figure> figures = new ArrayList<>(StartToEnd.figures(benchmark, seconds));
        figures.addAll(against(seconds, Contender.RR_RECORD, Contender.EVENTS));
        figures.addAll(against(seconds, Contender.RR_REPLAY, Contender.REPLAY));
        return figures;
    }

    private List<Figure> against(SampleTable seconds, Contender theirs, Contender own) {
        List<Sample> ratios = Ratios.of(seconds.of(theirs), seconds.of(own));
        return ratios.isEmpty() ? List.of() : List.of(Figure.of(benchmark, own, Measure.AGAINST_RR, ratios));
    }

    private Sample time(String purpose, Contender contender) throws IOException {
        TimedProcess.Ended ended = bench.process(purpose).run(command(contender));
        if (contender != Contender.REPLAY && !ended.console().contains(SIGN_OF_LIFE)) {
            throw new CommandFailure("%s does not start in %s; it printed:\n%s"
                    .formatted(linux.kernel().orElseThrow(), contender, ended.console()));
        }
        return ended.seconds();
    }

    private List<String> command(Contender contender) {
        if (contender == Contender.REPLAY) {
            return ours.replay(SESSION);
        }
        if (contender.isQemu()) {
            return bench.qemu()
                    .orElseThrow()
                    .command(
                            contender,
                            new Qemu.Guest.Linux(linux),
                            bench.directory().file(LOG));
        }
        List<String> more = new ArrayList<>(linux.options("--"));
        more.addAll(List.of("--ram", LinuxFiles.RAM));
        return ours.record(linux.kernel().orElseThrow(), SESSION, more.toArray(String[]::new));
    }
}
