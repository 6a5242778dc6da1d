package trapline.shell.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure, and how.
 *
 * @param benchmarks what to measure; none for everything
 * @param contenders who takes part; none for all
 * @param effort how often and how long
 * @param executor the executor's name, for the processes of ours
 * @param uboot U-Boot for QEMU's board
 * @param linux a Linux for QEMU's board
 * @param home where the launcher is; empty when it did not start this process
 */
public record BenchOptions(
        List<Benchmark> benchmarks,
        Set<Contender> contenders,
        Effort effort,
        String executor,
        Path uboot,
        LinuxFiles linux,
        Optional<Path> home) {

    /**
     * How often and how long.
     *
     * @param runs how often each measurement is made
     * @param scale how many times the rounds of the table are timed
     * @param warmUpSeconds how long a process of ours runs before its steady state is timed
     */
    public record Effort(int runs, double scale, double warmUpSeconds) {
        /** How many rounds are timed instead of those of the table. */
        long scaled(long rounds) {
            return Math.max(1, Math.round(rounds * scale));
        }
    }

    /** A replay needs something to replay. */
    public BenchOptions {
        benchmarks = benchmarks.isEmpty() ? List.of(Benchmark.values()) : List.copyOf(benchmarks);
        contenders = Contender.withPrerequisites(contenders);
    }
}
