package trapline.shell.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import trapline.query.QueryException;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

/** Goes through the benchmarks, one after the other, and says what cannot be measured and why. */
public final class BenchRun {
    private final BenchOptions options;
    private final Optional<Qemu> qemu;
    private final List<String> skipped = new ArrayList<>();
    private final List<Benchmark> benchmarks = new ArrayList<>();

    BenchRun(BenchOptions options, Optional<Qemu> qemu) {
        this.options = options;
        this.qemu = qemu;
        if (qemu.isEmpty() && options.contenders().stream().anyMatch(Contender::isQemu)) {
            skipped.add(
                    "everything under QEMU: there is no qemu-system-arm on the PATH (Debian's package has that name)");
        }
        for (Benchmark benchmark : options.benchmarks()) {
            obstacle(benchmark)
                    .ifPresentOrElse(why -> skipped.add(benchmark + ": " + why), () -> benchmarks.add(benchmark));
        }
    }

    /** With QEMU, if it is installed. */
    public static BenchRun of(BenchOptions options) {
        return new BenchRun(options, Qemu.find());
    }

    /** What is left out, and why. */
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    private Optional<String> obstacle(Benchmark benchmark) {
        if (benchmark == Benchmark.UBOOT && !Files.isReadable(options.uboot())) {
            return Optional.of(
                    options.uboot() + " cannot be read; install Debian's u-boot-qemu, or name it with --uboot");
        }
        if (benchmark == Benchmark.LINUX && options.linux().kernel().isEmpty()) {
            return Optional.of("no kernel is named; --linux takes one that powers off by itself, with its --initrd");
        }
        Optional<Path> unreadable =
                benchmark == Benchmark.LINUX ? options.linux().unreadable() : Optional.empty();
        if (unreadable.isPresent()) {
            return Optional.of(unreadable.get() + " cannot be read");
        }
        if (benchmark.group() == Group.PROCESS && options.home().isEmpty()) {
            return Optional.of("it times the launcher, and this process was not started by ./trapline");
        }
        return Optional.empty();
    }

    /**
     * Measures everything.
     *
     * @param watcher is told what is going on, several times a second
     */
    public BenchResult run(Consumer<String> watcher) throws IOException {
        HostMachine before = HostMachine.look(qemu);
        List<Figure> figures = new ArrayList<>();
        try (WorkDirectory directory = WorkDirectory.create(options.home())) {
            Workbench bench = new Workbench(options, directory, qemu, watcher);
            for (Benchmark benchmark : benchmarks) {
                figures.addAll(measure(bench, benchmark));
            }
        }
        figures.addAll(GeometricMeans.of(figures));
        return new BenchResult(before, options.effort(), figures);
    }

    /** Shows what there is to be measured. */
    public static void list(BenchOptions options, OutputFormat format, OutputStyle style, Writer out)
            throws IOException, QueryException {
        format.writer().write(Tables.ofBenchmarks(options).rows(), out, style);
    }

    private static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        return switch (benchmark) {
            case CRC, SORT, MATRIX, BRANCHY, SHA, CHASE, SVC, HVC, NULL_CALL, MMIO, MMIO_GUEST ->
                SteadyState.measure(bench, benchmark);
            case JOB -> StartToEnd.measure(bench, benchmark);
            case UBOOT -> Prompt.measure(bench, benchmark);
            case LINUX -> LinuxBoot.measure(bench, benchmark);
            case RESIDENT -> Resident.measure(bench, benchmark);
            case WARM_UP -> WarmUp.measure(bench, benchmark);
        };
    }
}
