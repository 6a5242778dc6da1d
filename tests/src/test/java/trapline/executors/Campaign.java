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

/** Compares many programs, on as many threads as there are processors. */
final class Campaign {
    /** After so many differences it stops. */
    private static final int ENOUGH = 5;
    /** One program in so many is also executed step by step. */
    private static final int STEPPED = 10;

    private final Comparison comparison;
    private final long seed;
    private final int programs;
    private final AtomicInteger next = new AtomicInteger();
    private final Coverage coverage = new Coverage();
    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
    private volatile double seconds;

    /** So many programs with consecutive seeds. */
    Campaign(Comparison comparison, long seed, int programs) {
        this.comparison = comparison;
        this.seed = seed;
        this.programs = programs;
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
        int index = next.getAndIncrement();
        while (index < programs && reports.size() < ENOUGH) {
            Program program = ProgramGenerator.generate(seed + index);
            Recorder events = new Recorder(false);
            if (!comparison.agrees(program, events)) {
                reports.add(new Report(comparison).of(program));
            } else if (index % STEPPED == 0) {
                step(program);
            }
            coverage.add(events);
            index = next.getAndIncrement();
        }
    }

    /** The first build must agree with itself when it stops at every tick. */
    private void step(Program program) {
        MachineBuild build = comparison.first();
        if (!coverage.step(build, program).equals(comparison.firstOutcome(program, new Recorder(false)))) {
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
        return "%,d random programs from seed %d, %.0f a second".formatted(done, seed, done / seconds);
    }
}
