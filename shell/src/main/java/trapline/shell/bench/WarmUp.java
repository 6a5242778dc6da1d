package trapline.shell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import trapline.emulator.MachineConfig;
import trapline.shell.bench.Job.Task;

/** How fast a process is in the parts of its first seconds, counted from its start. */
final class WarmUp {
    /** Where the parts end, in seconds. */
    static final List<Double> ENDS = List.of(0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0);

    private static final String SESSION = "session";

    private WarmUp() {}

    static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        OurProcesses ours = new OurProcesses(bench);
        List<List<Sample>> parts = new ArrayList<>();
        ENDS.forEach(_ -> parts.add(new ArrayList<>()));
        Job.Guest guest = new Job.Guest(
                benchmark.boot(), benchmark.kernel(), BenchProgram.ENDLESS, MachineConfig.DEFAULT.ramBytes());
        int runs = bench.options().effort().runs();
        for (int run = 1; run <= runs; run++) {
            String session = ours.session(SESSION).toString();
            Job.Timing timing = new Job.Timing(System.currentTimeMillis(), ENDS.getLast(), 1, 0);
            Report report = ours.run(
                    "%s, run %d of %d".formatted(benchmark, run, runs),
                    new Job(Task.RECORD_EVENTS, guest, timing, session));
            WorkDirectory.delete(ours.session(SESSION));
            for (int part = 0; part < ENDS.size(); part++) {
                parts.get(part).add(Sample.of(speed(report.curve(), begin(part), ENDS.get(part))));
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (int part = 0; part < ENDS.size(); part++) {
            String place = "%.1f to %.1f s".formatted(begin(part), ENDS.get(part));
            Contender contender = Contender.EVENTS;
            figures.add(new Figure(benchmark.toString(), contender, Measure.WARM_UP, place, parts.get(part)));
        }
        return figures;
    }

    private static double begin(int part) {
        return part == 0 ? 0 : ENDS.get(part - 1);
    }

    /** Million ticks a second between two times. */
    static double speed(List<Report.Point> curve, double begin, double end) {
        return (tickAt(curve, end) - tickAt(curve, begin)) / (end - begin) / 1e6;
    }

    /** Between two points it ran evenly, before the first one not at all. */
    private static double tickAt(List<Report.Point> curve, double seconds) {
        Report.Point before = new Report.Point(0, 0);
        for (Report.Point point : curve) {
            if (point.seconds() > seconds) {
                double part = (seconds - before.seconds()) / (point.seconds() - before.seconds());
                return before.tick() + part * (point.tick() - before.tick());
            }
            before = point;
        }
        return before.tick();
    }
}
