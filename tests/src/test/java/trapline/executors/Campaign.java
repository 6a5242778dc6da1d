package trapline.executors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import trapline.executors.Comparison.Outcome;
import trapline.executors.Setup.Into;

/** Compares many programs, on as many threads as there are processors. */
final class Campaign {
    /** After so many differences it stops. */
    private static final int ENOUGH = 5;
    /** One program in so many is also executed step by step. */
    private static final int STEPPED = 10;
    /** Of so many at the start; by then there is little that none has executed. */
    private static final int STEPPED_OF = 100_000;

    private final Comparison comparison;
    private final long seed;
    private final int programs;
    private final int regions;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicIntegerArray compared = new AtomicIntegerArray(Into.values().length);
    private final Coverage coverage = new Coverage();
    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
    private volatile double seconds;

    /**
     * So many programs with consecutive seeds.
     *
     * @param regions of the programs that are to become regions, which take long to make, one in so many does; the others become machine
     *     code alone
     */
    Campaign(Comparison comparison, long seed, int programs, int regions) {
        this.comparison = comparison;
        this.seed = seed;
        this.programs = programs;
        this.regions = regions;
    }

    void run() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<?> worker : pool.invokeAll(Collections.nCopies(threads, Executors.callable(this::work)))) {
                worker.get();
            }
        }
        seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private void work() {
        byte[] ram = new byte[Layout.RAM_BYTES];
        int index = next.getAndIncrement();
        while (index < programs && reports.size() < ENOUGH) {
            Program program = program(seed + index, ram);
            Recorder events = new Recorder(false);
            Outcome first = comparison.firstOutcome(program, events);
            if (!first.equals(comparison.secondOutcome(program, new Recorder(false)))) {
                reports.add(new Report(comparison).of(program));
            } else if (index < STEPPED_OF && index % STEPPED == 0) {
                step(program, first);
            }
            coverage.add(events);
            compared.incrementAndGet(program.setup().manner().into().ordinal());
            index = next.getAndIncrement();
        }
    }

    private Program program(long programSeed, byte[] ram) {
        Program program = ProgramGenerator.generate(programSeed, ram);
        return programSeed % regions == 0
                ? program
                : program.with(program.setup().withInto(Into.MACHINE_CODE));
    }

    /** The first build must agree with itself when it stops at every tick. */
    private void step(Program program, Outcome inOneGo) {
        MachineBuild build = comparison.first();
        if (!coverage.step(build, program).equals(inOneGo)) {
            Setup stepped = program.setup().withSlice(1);
            reports.add("stepped: " + new Report(new Comparison(build, build)).of(program.with(stepped)));
        }
    }

    /** Of each program that differed. */
    List<String> reports() {
        return List.copyOf(reports);
    }

    Coverage coverage() {
        return coverage;
    }

    @Override
    public String toString() {
        int done = Math.min(programs, next.get());
        StringBuilder text = new StringBuilder("%,d random programs, seeds %d to %d, %.0f a second"
                .formatted(done, seed, seed + done - 1, done / seconds));
        for (Into into : Into.values()) {
            text.append(", %,d into %s".formatted(compared.get(into.ordinal()), into));
        }
        return text.toString();
    }
}
