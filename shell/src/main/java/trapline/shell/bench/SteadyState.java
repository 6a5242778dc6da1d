package trapline.shell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trapline.emulator.MachineConfig;
import trapline.shell.bench.Job.Task;

/**
 * Times the same number of rounds of a benchmark in the steady state of each contender. Of QEMU that is the difference
 * between a long run and a short one, so that start-up and translation cancel; a process of ours warms up for a while, and
 * then takes the time itself.
 */
final class SteadyState {
    /** The short run of QEMU has this part of the timed rounds. */
    private static final long SHORT = 10;

    /** The rounds of a calibration are this part of the timed ones. */
    private static final long CALIBRATION = 2000;

    private static final long RAM = MachineConfig.DEFAULT.ramBytes();
    private static final String SESSION = "session";
    private static final String SHORT_LOG = "short.rr";
    private static final String LONG_LOG = "long.rr";

    private final Workbench bench;
    private final Benchmark benchmark;
    private final OurProcesses ours;
    private final SampleTable samples = new SampleTable();
    private final List<Sample> eventsPerRound = new ArrayList<>();
    private final List<Sample> eventSizes = new ArrayList<>();
    private final Map<Contender, List<Report.Turns>> turns = new EnumMap<>(Contender.class);
    private final SameOutput output;
    private Report.Round round = Report.Round.NONE;
    private long openTick;

    private SteadyState(Workbench bench, Benchmark benchmark) {
        this.bench = bench;
        this.benchmark = benchmark;
        this.ours = new OurProcesses(bench);
        this.output = new SameOutput(benchmark);
    }

    /** All figures of one benchmark. */
    static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        return new SteadyState(bench, benchmark).figures();
    }

    private List<Figure> figures() throws IOException {
        long few = Math.max(1, benchmark.rounds() / CALIBRATION);
        round = ours.run(benchmark + ": calibration", new Job(Task.CALIBRATE, guest(few), Job.Timing.NONE, ""))
                .round();
        output.check("the calibration", round.console());
        int runs = bench.options().effort().runs();
        for (int run = 1; run <= runs; run++) {
            for (Contender contender : bench.contenders(benchmark)) {
                String purpose = "%s, run %d of %d: %s".formatted(benchmark, run, runs, contender);
                if (contender.isByTurns()) {
                    turns.computeIfAbsent(contender, _ -> new ArrayList<>()).add(byTurns(purpose, contender));
                } else {
                    samples.add(
                            contender, contender.isQemu() ? underQemu(purpose, contender) : here(purpose, contender));
                }
            }
            WorkDirectory.delete(ours.session(SESSION));
            WorkDirectory.delete(bench.directory().file(SHORT_LOG));
            WorkDirectory.delete(bench.directory().file(LONG_LOG));
        }
        return new SteadyFigures(benchmark, samples, round.instructions()).with(eventsPerRound, eventSizes, turns);
    }

    private Job.Guest guest(long rounds) {
        return new Job.Guest(benchmark.boot(), benchmark.kernel(), rounds, RAM);
    }

    /**
     * Nanoseconds of a round; unknown when the difference is lost in the noise.
     */
    private Sample underQemu(String purpose, Contender contender) throws IOException {
        QemuRuns qemu = new QemuRuns(bench, benchmark, output);
        long rounds = bench.rounds(benchmark);
        long few = Math.max(1, rounds / SHORT);
        Sample sum = Sample.of(0);
        int pairs = 0;
        while (Repetition.isDue(pairs, sum.wall())) {
            Sample shorter = qemu.run(purpose, contender, few, RAM, SHORT_LOG).seconds();
            Sample longer =
                    qemu.run(purpose, contender, few + rounds, RAM, LONG_LOG).seconds();
            sum = sum.plus(longer.minus(shorter));
            pairs++;
        }
        return sum.times(1e9 / rounds / pairs).ifPositive();
    }

    private Sample here(String purpose, Contender contender) throws IOException {
        Report report = run(purpose, contender);
        Report.Window window = report.window();
        double rounds = window.ticks() / round.ticks();
        if (contender == Contender.EVENTS) {
            openTick = window.openTick();
            eventsPerRound.add(Sample.of(window.events() / rounds));
            eventSizes.add(
                    Sample.of((double) report.log().bytes() / report.log().events()));
        }
        return window.seconds().times(1e9 / rounds).ifPositive();
    }

    private Report.Turns byTurns(String purpose, Contender contender) throws IOException {
        Report.Turns measured = run(purpose, contender).turns();
        openTick = measured.openTick();
        return measured;
    }

    /** A replay follows its recording, and nobody needs the one before that any more. */
    private Report run(String purpose, Contender contender) throws IOException {
        Path session = ours.session(SESSION);
        Task task = task(contender);
        if (!task.isReplay()) {
            WorkDirectory.delete(session);
        }
        long ticks = Math.round(bench.rounds(benchmark) * round.ticks());
        Job.Timing timing = ours.timing(ticks, openTick);
        return ours.run(purpose, new Job(task, guest(BenchProgram.ENDLESS), timing, session.toString()));
    }

    private static Task task(Contender contender) {
        return switch (contender) {
            case MACHINE -> Task.RUN;
            case INPUTS -> Task.RECORD_INPUTS;
            case EVENTS -> Task.RECORD_EVENTS;
            case REPLAY -> Task.REPLAY;
            case INPUTS_BY_TURNS -> Task.RECORD_INPUTS_BY_TURNS;
            case EVENTS_BY_TURNS -> Task.RECORD_EVENTS_BY_TURNS;
            case REPLAY_BY_TURNS -> Task.REPLAY_BY_TURNS;
            case QEMU, ICOUNT, RR_RECORD, RR_REPLAY ->
                throw new IllegalArgumentException(contender + " has no rounds of ours");
        };
    }
}
