package trapline.shell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every measurement needs.
 *
 * @param options what to measure, and how
 * @param directory where files are kept meanwhile
 * @param qemu QEMU, if it is there
 * @param watcher is told what is going on, several times a second
 */
record Workbench(BenchOptions options, WorkDirectory directory, Optional<Qemu> qemu, Consumer<String> watcher) {

    /** Those who run a benchmark, in their order. */
    List<Contender> contenders(Benchmark benchmark) {
        List<Contender> present = new ArrayList<>();
        for (Contender contender : benchmark.contenders()) {
            if (options.contenders().contains(contender) && (qemu.isPresent() || !contender.isQemu())) {
                present.add(contender);
            }
        }
        return present;
    }

    /** How many rounds of a benchmark are timed. */
    long rounds(Benchmark benchmark) {
        return options.effort().scaled(benchmark.rounds());
    }

    /** Runs a process, while the watcher is told what it is for. */
    TimedProcess process(String purpose) {
        return new TimedProcess(directory, () -> watcher.accept(purpose));
    }
}
