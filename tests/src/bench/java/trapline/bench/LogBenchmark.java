package trapline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import trapline.recorder.event.AccessKind;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWalk;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.Detail;
import trapline.replay.DivergenceCheck;

/** Nanoseconds per event for writing a log to disk, for reading it, and for comparing it with what happens; prints the bytes per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogBenchmark {
    private static final int TRIPS = 350_000;
    private static final int EVENTS = 3 * TRIPS;
    private static final int RING = 3 * 256;

    private final EventFrame[] ring = new EventFrame[RING];
    private final EventFrame frame = new EventFrame();
    private Path directory = Path.of("");
    private Path written = Path.of("");
    private int run;
    private long random = 1;
    private Optional<LogWriter> open = Optional.empty();

    /** Makes the events: trap, hypercall or device access, return. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("log-benchmark");
        Random random = new Random(1);
        long icount = 0;
        for (int i = 0; i < RING; i += 3) {
            int vm = random.nextInt(2);
            int pc = 0x8000_1000 + 4 * random.nextInt(64);
            long entered = icount += 300 + random.nextInt(4000);
            boolean call = random.nextBoolean();
            ring[i] = header(icount, vm, pc).begin(EventType.HYP_TRAP).put(call ? 13L : 17L);
            ring[i].put(call ? 0x4A000000L : 0xFFFFFFFF93810006L).put(0x1D3L).put(0L).put(0L);
            icount += 120 + random.nextInt(20);
            ring[i + 1] = call ? hypercall(header(icount, vm, pc), random, entered) : mmio(header(icount, vm, pc), random, entered);
            icount += 12;
            ring[i + 2] = header(icount, vm, pc).begin(EventType.HYP_RETURN).put(pc + 4L).put(0x1D3L);
        }
        written = directory.resolve("to-read");
        long bytes = write(written);
        System.out.printf("%n%.2f bytes per event%n", (double) bytes / EVENTS);
    }

    private static EventFrame header(long icount, int vm, int pc) {
        EventFrame made = new EventFrame();
        made.icount = icount;
        made.vm = vm;
        made.pc = pc;
        return made;
    }

    private static EventFrame hypercall(EventFrame made, Random random, long entered) {
        made.begin(EventType.HYPERCALL).put(1L).put(random.nextInt(64)).put(0x4000L).put(4L);
        return made.put(0L).put(0L).put(0L).put(0L).put(random.nextInt(3)).put(0L).put(entered);
    }

    private static EventFrame mmio(EventFrame made, Random random, long entered) {
        long offset = 4L * random.nextInt(16);
        made.begin(EventType.MMIO_ACCESS).put(1L).put(0x0900_0000L + offset).put(offset).put(4L).put(true);
        return made.put((long) random.nextInt(256)).put(false).put(entered);
    }

    private long write(Path log) {
        try (LogWriter writer = new LogWriter(log, 0)) {
            for (int i = 0; i < EVENTS; i++) {
                writer.accept(ring[i % RING]);
            }
            writer.flush();
            return writer.totals().bytes();
        }
    }

    /** Writes a whole log: opening, closing and syncing to the disk included. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long whole() {
        return write(directory.resolve("log" + run++));
    }

    /** Opens the log that {@link #write} writes on. */
    @Setup(Level.Iteration)
    public void openLog() {
        open = Optional.of(new LogWriter(directory.resolve("open"), 0));
    }

    /** Writes on in an open log. */
    @Benchmark
    @OperationsPerInvocation(RING)
    public long write() {
        LogWriter writer = open.orElseThrow();
        for (EventFrame event : ring) {
            writer.accept(event);
        }
        return writer.events();
    }

    /** The same of misses of a TLB, as of a guest that loads from pages in random order. */
    @Benchmark
    @OperationsPerInvocation(RING)
    public long writeMisses() {
        LogWriter writer = open.orElseThrow();
        for (int i = 0; i < RING; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            frame.icount += 40 + (random >>> 40 & 63);
            int va = 0x4010_0000 + ((int) random & 511) * 4096;
            frame.begin(EventType.TLB_MISS).put(AccessKind.READ).put(va + 8).put(va + 8L).put(va + 8L);
            frame.put(-1).put(0).put(2).put(0).put(4096).put(0x4010_0000L + (random >>> 20 & 511) * 4096).put(-1);
            writer.accept(frame);
        }
        return writer.events();
    }

    /** Removes what the write benchmarks left, so that they do not fill the disk. */
    @TearDown(Level.Iteration)
    public void removeLogs() throws IOException {
        open.ifPresent(LogWriter::close);
        try (Stream<Path> logs = Files.list(directory)) {
            logs.filter(log -> !log.equals(written)).forEach(LogBenchmark::delete);
        }
    }

    /** Removes everything. */
    @TearDown(Level.Trial)
    public void remove() {
        delete(directory);
    }

    private static void delete(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a log, and compares all of it with the events that it was written from, as a replay does. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long verify() {
        try (LogReader reader = LogReader.open(written, 0)) {
            DivergenceCheck check = new DivergenceCheck(reader, Detail.EVENTS, true);
            for (int i = 0; i < EVENTS; i++) {
                check.accept(ring[i % RING]);
            }
            check.finish();
            return check.compared();
        }
    }

    /** Opens a log, checks and decodes all of it. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long read() {
        long sum = 0;
        try (LogReader reader = LogReader.open(written, 0)) {
            LogWalk walk = reader.walk(reader.blocks());
            while (walk.next()) {
                sum += walk.event().icount;
            }
        }
        return sum;
    }
}
