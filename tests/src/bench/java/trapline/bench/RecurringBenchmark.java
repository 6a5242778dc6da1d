package trapline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.Detail;
import trapline.replay.DivergenceCheck;

/**
 * Nanoseconds per event for writing a log of what recurs, a trap alone or with its return, and for comparing it with what happens: which
 * of the two costs more decides whether a replay is slower than the recording.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecurringBenchmark {
    private static final int EVENTS = 1 << 20;

    /** Events of a round. */
    @Param({"1", "2"})
    private int period;

    private final EventFrame frame = new EventFrame();
    private Path directory = Path.of("");

    /** Writes the log to compare with. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("recurring-benchmark");
        write("to-compare");
    }

    private void send(EventSink sink) {
        frame.cpu = 0;
        frame.vm = 0;
        frame.vcpu = 0;
        for (int n = 0; n < EVENTS; n++) {
            frame.icount += 61;
            frame.pc = 0x8000_0000 + (n & 1) * 8;
            if (n % period == 0) {
                frame.begin(EventType.HYP_TRAP).put(13).put(0x4A00_0000L).put(0x1D3).put(0).put(0);
            } else {
                frame.begin(EventType.HYP_RETURN).put(0x8000_0004).put(0x1D3);
            }
            sink.accept(frame);
        }
    }

    private long write(String name) {
        frame.icount = 0;
        try (LogWriter writer = new LogWriter(directory.resolve(name), 0)) {
            send(writer);
            writer.flush();
            return writer.totals().bytes();
        }
    }

    /** Writes a log. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long write() throws IOException {
        long bytes = write("written");
        delete(directory.resolve("written"));
        return bytes;
    }

    /** Compares a log with the events that it was written from. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long compare() {
        frame.icount = 0;
        try (LogReader reader = LogReader.open(directory.resolve("to-compare"), 0)) {
            DivergenceCheck check = new DivergenceCheck(reader, Detail.EVENTS, true);
            send(check);
            check.finish();
            return check.compared();
        }
    }

    /** Removes everything. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        delete(directory);
    }

    private static void delete(Path tree) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
