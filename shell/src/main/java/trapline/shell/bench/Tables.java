package trapline.shell.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import trapline.query.Column;
import trapline.query.Value;

/** Figures as tables. */
final class Tables {
    /** In the place of a figure that there is not. */
    static final Value NOTHING = new Value.Text("–");

    private static final MathContext THREE_DIGITS = new MathContext(3);

    /** Which figure a column shows. */
    private record Show(String title, Contender contender, Measure measure) {}

    private static final List<Show> AGAINST_ICOUNT = Arrays.stream(Contender.values())
            .filter(contender -> contender != Contender.ICOUNT && !contender.isByTurns())
            .map(contender -> new Show(contender.toString(), contender, Measure.AGAINST_ICOUNT))
            .toList();

    private static final List<Show> AGAINST_RR = List.of(
            new Show("events : rr-record", Contender.EVENTS, Measure.AGAINST_RR),
            new Show("replay : rr-replay", Contender.REPLAY, Measure.AGAINST_RR));

    private static final List<Show> RECORDING = List.of(
            new Show("inputs, %", Contender.INPUTS, Measure.OVERHEAD),
            new Show("events, %", Contender.EVENTS, Measure.OVERHEAD),
            new Show("ns/event", Contender.EVENTS, Measure.EVENT_COST),
            new Show("events/round", Contender.EVENTS, Measure.EVENTS_PER_ROUND),
            new Show("bytes/event", Contender.EVENTS, Measure.EVENT_SIZE),
            new Show("replay : events", Contender.REPLAY, Measure.AGAINST_EVENTS));

    private static final List<Show> BY_TURNS = List.of(
            new Show("inputs, %", Contender.INPUTS_BY_TURNS, Measure.OVERHEAD),
            new Show("events, %", Contender.EVENTS_BY_TURNS, Measure.OVERHEAD),
            new Show("ns/event", Contender.EVENTS_BY_TURNS, Measure.EVENT_COST),
            new Show("replay, %", Contender.REPLAY_BY_TURNS, Measure.OVERHEAD),
            new Show("replay, ns/event", Contender.REPLAY_BY_TURNS, Measure.EVENT_COST),
            new Show("replay : events", Contender.REPLAY_BY_TURNS, Measure.AGAINST_EVENTS));

    private Tables() {}

    /** What people want to see, by one of the clocks. */
    static List<BenchTable> forPeople(List<Figure> figures, HostClock clock) {
        List<BenchTable> tables = new ArrayList<>();
        Lookup lookup = new Lookup(figures, clock);
        tables.add(results(lookup));
        tables.add(table("How many times the speed of QEMU with -icount", lookup, AGAINST_ICOUNT));
        tables.add(table("How many times the speed of QEMU's own record and replay", lookup, AGAINST_RR));
        tables.add(table("What recording adds to the time, and the speed of a replay", lookup, RECORDING));
        tables.add(table("What recording and comparing add, by turns in one process", lookup, BY_TURNS));
        tables.add(warmUp(lookup));
        return tables.stream()
                .filter(table -> !table.cells().isEmpty())
                .map(BenchTable::withoutEmptyColumns)
                .toList();
    }

    /** Every figure as a row. */
    static BenchTable ofFigures(List<Figure> figures) {
        List<List<Value>> rows = new ArrayList<>();
        for (Figure figure : figures) {
            List<Double> wall = figure.by(HostClock.WALL).stream().sorted().toList();
            rows.add(List.of(
                    new Value.Text(figure.benchmark()),
                    new Value.Text(figure.contender().toString()),
                    new Value.Text(figure.measure().toString()),
                    figure.place().isEmpty() ? Value.NULL : new Value.Text(figure.place()),
                    new Value.Text(figure.measure().unit()),
                    real(figure.median(HostClock.WALL)),
                    wall.isEmpty() ? Value.NULL : real(wall.getFirst()),
                    wall.isEmpty() ? Value.NULL : real(wall.getLast()),
                    new Value.Whole(wall.size()),
                    real(figure.median(HostClock.CPU))));
        }
        List<Column> columns = List.of(
                BenchTable.text("benchmark"),
                BenchTable.text("contender"),
                BenchTable.text("measure"),
                BenchTable.text("place"),
                BenchTable.text("unit"),
                BenchTable.number("median"),
                BenchTable.number("least"),
                BenchTable.number("most"),
                new Column("runs", "BIGINT", false),
                BenchTable.number("cpu_median"));
        return new BenchTable("figures", columns, rows);
    }

    /** What there is to be measured. */
    static BenchTable ofBenchmarks(BenchOptions options) {
        List<List<Value>> rows = new ArrayList<>();
        for (Benchmark benchmark : options.benchmarks()) {
            rows.add(List.of(
                    new Value.Text(benchmark.toString()),
                    new Value.Text(benchmark.group().toString()),
                    new Value.Whole(options.effort().scaled(benchmark.rounds())),
                    new Value.Text(benchmark.description())));
        }
        List<Column> columns = List.of(
                BenchTable.text("benchmark"),
                BenchTable.text("group"),
                new Column("rounds", "BIGINT", false),
                BenchTable.text("what"));
        return new BenchTable("benchmarks", columns, rows);
    }

    private static Value real(double value) {
        return Double.isFinite(value) ? new Value.Real(value) : Value.NULL;
    }

    /** Rounded as much as such measurements deserve. */
    private static Value rounded(double value) {
        if (!Double.isFinite(value)) {
            return NOTHING;
        }
        BigDecimal number = new BigDecimal(value, THREE_DIGITS);
        return new Value.Exact(number.scale() < 0 ? number.setScale(0) : number);
    }

    private static BenchTable results(Lookup lookup) {
        List<Column> columns = new ArrayList<>(List.of(BenchTable.text("benchmark"), BenchTable.text("unit")));
        for (Contender contender : Contender.values()) {
            columns.add(BenchTable.number(contender.toString()));
        }
        List<List<Value>> rows = new ArrayList<>();
        for (Measure measure : List.of(Measure.SPEED, Measure.ROUND_TRIP, Measure.TIME, Measure.RESIDENT)) {
            for (String benchmark : lookup.benchmarks(measure)) {
                List<Value> row = new ArrayList<>(List.of(new Value.Text(benchmark), new Value.Text(measure.unit())));
                for (Contender contender : Contender.values()) {
                    row.add(lookup.cell(benchmark, contender, measure));
                }
                rows.add(row);
            }
        }
        return new BenchTable(
                "Results: speed in MIPS (more is better), time of a round trip or process (less)", columns, rows);
    }

    /** A row for each benchmark, a column for each of these figures. */
    private static BenchTable table(String title, Lookup lookup, List<Show> shows) {
        List<Column> columns = new ArrayList<>(List.of(BenchTable.text("benchmark")));
        Set<String> benchmarks = new LinkedHashSet<>();
        for (Show show : shows) {
            columns.add(BenchTable.number(show.title()));
            benchmarks.addAll(lookup.benchmarks(show));
        }
        List<List<Value>> rows = new ArrayList<>();
        for (String benchmark : benchmarks) {
            List<Value> row = new ArrayList<>(List.of(new Value.Text(benchmark)));
            for (Show show : shows) {
                row.add(lookup.cell(benchmark, show.contender(), show.measure()));
            }
            rows.add(row);
        }
        return new BenchTable(title, columns, rows);
    }

    private static BenchTable warmUp(Lookup lookup) {
        List<Figure> parts = lookup.of(Measure.WARM_UP);
        double last = parts.isEmpty() ? Double.NaN : parts.getLast().median(lookup.clock());
        List<List<Value>> rows = new ArrayList<>();
        for (Figure part : parts) {
            double speed = part.median(lookup.clock());
            rows.add(List.of(new Value.Text(part.place()), rounded(speed), rounded(100 * speed / last)));
        }
        List<Column> columns = List.of(
                BenchTable.text("of the process"), BenchTable.number("MIPS"), BenchTable.number("% of the last"));
        return new BenchTable("Warm-up: the mix of all that computes, recorded", columns, rows);
    }

    /** Figures by what they are of. */
    private record Lookup(List<Figure> figures, HostClock clock) {
        List<Figure> of(Measure measure) {
            return figures.stream()
                    .filter(figure -> figure.measure() == measure)
                    .toList();
        }

        Set<String> benchmarks(Measure measure) {
            Set<String> names = new LinkedHashSet<>();
            of(measure).forEach(figure -> names.add(figure.benchmark()));
            return names;
        }

        /** Those for which there is such a figure. */
        Set<String> benchmarks(Show show) {
            return figures.stream()
                    .filter(figure -> figure.contender() == show.contender() && figure.measure() == show.measure())
                    .map(Figure::benchmark)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        Value cell(String benchmark, Contender contender, Measure measure) {
            Optional<Figure> found = of(measure).stream()
                    .filter(figure -> figure.benchmark().equals(benchmark) && figure.contender() == contender)
                    .findFirst();
            return found.isPresent() ? rounded(found.get().median(clock)) : NOTHING;
        }
    }
}
