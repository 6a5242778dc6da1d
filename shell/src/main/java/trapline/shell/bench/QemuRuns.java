package trapline.shell.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs of the benchmark program under QEMU.
 *
 * @param bench what is needed for them
 * @param benchmark the benchmark
 * @param output watches the results
 */
record QemuRuns(Workbench bench, Benchmark benchmark, SameOutput output) {
    /**
     * One run as a whole.
     *
     * @param rounds how many rounds of the kernel
     * @param ramBytes memory of the machine
     * @param log name of the file to which a recording goes and from which a replay comes
     */
    TimedProcess.Ended run(String purpose, Contender contender, long rounds, long ramBytes, String log)
            throws IOException {
        Qemu.Guest.Program program = new Qemu.Guest.Program(
                bench.directory().program(),
                benchmark.qemuBoot(),
                BenchProgram.arguments(benchmark.kernel(), rounds),
                ramBytes);
        Path file = bench.directory().file(log);
        TimedProcess.Ended ended =
                bench.process(purpose).run(bench.qemu().orElseThrow().command(contender, program, file));
        output.check(contender.toString(), ended.console());
        return ended;
    }
}
