package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What follows from the nanoseconds that each contender takes for a round. Ratios are taken run by run. */
final class SteadyFigures {
    /** With fewer each round a benchmark has none to speak of. */
    private static final double LEAST_EVENTS = 0.01;

    /** With fewer the difference is not that of events. */
    private static final double LEAST_EVENTS_OF_TURN = 1000;

    private final Benchmark benchmark;
    private final SampleTable nanos;
    private final double instructions;
    private final List<Figure> figures = new ArrayList<>();

    /** Of rounds of so many instructions. */
    SteadyFigures(Benchmark benchmark, SampleTable nanos, double instructions) {
        this.benchmark = benchmark;
        this.nanos = nanos;
        this.instructions = instructions;
    }

    /**
     * All of them.
     *
     * @param eventsPerRound of the runs that recorded every event
     * @param eventSizes likewise, in bytes
     * @param turns of the runs that did so by turns
     */
    List<Figure> with(List<Sample> eventsPerRound, List<Sample> eventSizes, Map<Contender, List<Report.Turns>> turns) {
        for (Contender contender : nanos.contenders()) {
            List<Sample> samples = nanos.of(contender);
            add(contender, benchmark.measure(), benchmark.measure() == Measure.SPEED ? speeds(samples) : samples);
            add(contender, Measure.AGAINST_ICOUNT, Ratios.of(nanos.of(Contender.ICOUNT), samples));
        }
        for (Contender recording : List.of(Contender.INPUTS, Contender.EVENTS)) {
            List<Sample> ratios = Ratios.of(nanos.of(recording), nanos.of(Contender.MACHINE));
            add(recording, Measure.OVERHEAD, percentMore(ratios));
        }
        if (hasEvents(eventsPerRound)) {
            add(Contender.EVENTS, Measure.EVENT_COST, costs(eventsPerRound));
            add(Contender.EVENTS, Measure.EVENTS_PER_ROUND, eventsPerRound);
            add(Contender.EVENTS, Measure.EVENT_SIZE, eventSizes);
        }
        turns.forEach(this::addTurns);
        add(
                Contender.REPLAY,
                Measure.AGAINST_EVENTS,
                Ratios.of(nanos.of(Contender.EVENTS), nanos.of(Contender.REPLAY)));
        add(
                Contender.REPLAY_BY_TURNS,
                Measure.AGAINST_EVENTS,
                Ratios.of(
                        ratios(turns.getOrDefault(Contender.EVENTS_BY_TURNS, List.of())),
                        ratios(turns.getOrDefault(Contender.REPLAY_BY_TURNS, List.of()))));
        return List.copyOf(figures);
    }

    private void addTurns(Contender contender, List<Report.Turns> turns) {
        add(contender, Measure.OVERHEAD, percentMore(ratios(turns)));
        if (benchmark.group() != Group.COMPUTE
                && contender != Contender.INPUTS_BY_TURNS
                && turns.stream().allMatch(turn -> turn.events() >= LEAST_EVENTS_OF_TURN)) {
            List<Sample> costs = turns.stream().map(Report.Turns::costOfEvent).toList();
            add(contender, Measure.EVENT_COST, costs);
        }
    }

    private static List<Sample> ratios(List<Report.Turns> turns) {
        return turns.stream().map(Report.Turns::ratio).toList();
    }

    private void add(Contender contender, Measure measure, List<Sample> samples) {
        if (!samples.isEmpty()) {
            figures.add(Figure.of(benchmark, contender, measure, samples));
        }
    }

    /** What computes has digests and little else, so the difference that recording makes is not that of its events. */
    private boolean hasEvents(List<Sample> eventsPerRound) {
        return benchmark.group() != Group.COMPUTE
                && eventsPerRound.stream().anyMatch(events -> events.wall() >= LEAST_EVENTS);
    }

    private List<Sample> speeds(List<Sample> samples) {
        Sample millions = Sample.of(instructions * 1e3);
        return samples.stream().map(millions::over).toList();
    }

    private static List<Sample> percentMore(List<Sample> ratios) {
        return ratios.stream()
                .map(ratio -> ratio.minus(Sample.of(1)).times(100))
                .toList();
    }

    private List<Sample> costs(List<Sample> eventsPerRound) {
        List<Sample> recorded = nanos.of(Contender.EVENTS);
        List<Sample> bare = nanos.of(Contender.MACHINE);
        List<Sample> costs = new ArrayList<>();
        for (int run = 0; run < Math.min(recorded.size(), bare.size()); run++) {
            costs.add(recorded.get(run).minus(bare.get(run)).over(eventsPerRound.get(run)));
        }
        return costs;
    }
}
