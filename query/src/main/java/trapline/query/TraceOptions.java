package trapline.query;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * How sessions are opened for queries.
 *
 * @param memoryLimit what DuckDB may use, bytes
 * @param threads its worker threads
 * @param timeoutSeconds after how many seconds a statement is stopped; 0 for never
 * @param symbolFiles further symbols, in the form of Linux's System.map, for VM 0
 * @param progress is told how far loading has come
 */
public record TraceOptions(
        long memoryLimit, int threads, int timeoutSeconds, List<Path> symbolFiles, LoadProgress progress) {
    private static final long LEAST_MEMORY = 256L << 20;

    /** Half of the machine's memory, all its processors, ten minutes, no further symbols. */
    public static TraceOptions standard() {
        return new TraceOptions(
                Math.max(LEAST_MEMORY, machineMemory() / 2),
                Runtime.getRuntime().availableProcessors(),
                600,
                List.of(),
                LoadProgress.NONE);
    }

    /** The same with another time limit; 0 for none. */
    public TraceOptions withTimeout(int seconds) {
        return new TraceOptions(memoryLimit, threads, seconds, symbolFiles, progress);
    }

    /** The same with further symbols. */
    public TraceOptions withSymbols(List<Path> files) {
        return new TraceOptions(memoryLimit, threads, timeoutSeconds, List.copyOf(files), progress);
    }

    /** The same with somebody who is told how far loading has come. */
    public TraceOptions withProgress(LoadProgress listener) {
        return new TraceOptions(memoryLimit, threads, timeoutSeconds, symbolFiles, listener);
    }

    private static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
