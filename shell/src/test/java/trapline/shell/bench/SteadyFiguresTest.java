package trapline.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteadyFiguresTest {
    private static final double NEARLY = 1e-9;

    private static SampleTable nanos(double icount, double machine, double inputs, double events, double replay) {
        SampleTable table = new SampleTable();
        table.add(Contender.ICOUNT, Sample.of(icount));
        table.add(Contender.MACHINE, Sample.of(machine));
        table.add(Contender.INPUTS, Sample.of(inputs));
        table.add(Contender.EVENTS, Sample.of(events));
        table.add(Contender.REPLAY, Sample.of(replay));
        return table;
    }

    private static double value(List<Figure> figures, Contender contender, Measure measure) {
        return find(figures, contender, measure).orElseThrow().median(HostClock.WALL);
    }

    private static Optional<Figure> find(List<Figure> figures, Contender contender, Measure measure) {
        return figures.stream()
                .filter(figure -> figure.contender() == contender && figure.measure() == measure)
                .findFirst();
    }

    @Test
    void speedFollowsFromTheInstructionsOfARound() {
        SampleTable nanos = nanos(1000, 500, 505, 550, 600);
        List<Figure> figures = new SteadyFigures(Benchmark.CRC, nanos, 400).with(List.of(), List.of(), Map.of());
        assertEquals(400, value(figures, Contender.ICOUNT, Measure.SPEED), NEARLY);
        assertEquals(800, value(figures, Contender.MACHINE, Measure.SPEED), NEARLY);
        assertEquals(2, value(figures, Contender.MACHINE, Measure.AGAINST_ICOUNT), NEARLY);
        assertEquals(1, value(figures, Contender.INPUTS, Measure.OVERHEAD), NEARLY);
        assertEquals(10, value(figures, Contender.EVENTS, Measure.OVERHEAD), NEARLY);
        assertEquals(550.0 / 600, value(figures, Contender.REPLAY, Measure.AGAINST_EVENTS), NEARLY);
    }

    @Test
    void anEventCostsWhatRecordingAddsToItsRound() {
        SampleTable nanos = nanos(400, 50, 50, 110, 120);
        List<Figure> figures =
                new SteadyFigures(Benchmark.HVC, nanos, 6).with(List.of(Sample.of(2)), List.of(Sample.of(4)), Map.of());
        assertEquals(110, value(figures, Contender.EVENTS, Measure.ROUND_TRIP), NEARLY);
        assertEquals(30, value(figures, Contender.EVENTS, Measure.EVENT_COST), NEARLY);
        assertEquals(4, value(figures, Contender.EVENTS, Measure.EVENT_SIZE), NEARLY);
    }

    @Test
    void byTurnsTheDifferenceIsThatOfOneProcess() {
        Map<Contender, List<Report.Turns>> turns = Map.of(
                Contender.INPUTS_BY_TURNS, List.of(turns(0.01002)),
                Contender.EVENTS_BY_TURNS, List.of(turns(0.0111)),
                Contender.REPLAY_BY_TURNS, List.of(turns(0.0105)));
        List<Figure> chase =
                new SteadyFigures(Benchmark.CHASE, new SampleTable(), 400).with(List.of(), List.of(), turns);
        assertEquals(0.2, value(chase, Contender.INPUTS_BY_TURNS, Measure.OVERHEAD), NEARLY);
        assertEquals(11, value(chase, Contender.EVENTS_BY_TURNS, Measure.OVERHEAD), NEARLY);
        assertEquals(55, value(chase, Contender.EVENTS_BY_TURNS, Measure.EVENT_COST), NEARLY);
        assertEquals(25, value(chase, Contender.REPLAY_BY_TURNS, Measure.EVENT_COST), NEARLY);
        assertEquals(1.11 / 1.05, value(chase, Contender.REPLAY_BY_TURNS, Measure.AGAINST_EVENTS), NEARLY);
        assertTrue(find(chase, Contender.INPUTS_BY_TURNS, Measure.EVENT_COST).isEmpty(), "none is written");
        List<Figure> sort = new SteadyFigures(Benchmark.SORT, new SampleTable(), 400)
                .with(List.of(), List.of(), Map.of(Contender.EVENTS_BY_TURNS, List.of(turns(0.0111))));
        assertEquals(1, sort.size(), "no cost of an event where there are few: " + sort);
    }

    private static Report.Turns turns(double kept) {
        return new Report.Turns(0, Sample.of(kept), Sample.of(0.01), 20_000);
    }

    @Test
    void withoutQemuThereIsNothingToCompareWith() {
        SampleTable nanos = new SampleTable();
        nanos.add(Contender.MACHINE, Sample.of(10));
        List<Figure> figures = new SteadyFigures(Benchmark.SVC, nanos, 4).with(List.of(), List.of(), Map.of());
        assertEquals(1, figures.size(), figures::toString);
        assertEquals(Measure.ROUND_TRIP, figures.getFirst().measure());
    }

    @Test
    void theMeanIsOverAllThatComputes() {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(new SteadyFigures(Benchmark.CRC, nanos(400, 100, 100, 110, 120), 400)
                .with(List.of(), List.of(), Map.of()));
        figures.addAll(new SteadyFigures(Benchmark.SHA, nanos(900, 100, 100, 121, 120), 400)
                .with(List.of(), List.of(), Map.of()));
        figures.addAll(new SteadyFigures(Benchmark.CHASE, nanos(1, 100, 1, 1, 1), 400)
                .with(List.of(Sample.of(1)), List.of(Sample.of(1)), Map.of()));
        List<Figure> means = GeometricMeans.of(figures);
        assertEquals(6, value(means, Contender.MACHINE, Measure.AGAINST_ICOUNT), NEARLY);
        assertEquals((Math.sqrt(1.1 * 1.21) - 1) * 100, value(means, Contender.EVENTS, Measure.OVERHEAD), NEARLY);
        assertTrue(means.stream().allMatch(mean -> mean.benchmark().equals(GeometricMeans.NAME)));
        assertEquals(List.of(), GeometricMeans.of(figures.subList(0, 1)), "one is no mean");
    }
}
