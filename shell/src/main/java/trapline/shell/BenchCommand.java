package trapline.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trapline.emulator.Executor;
import trapline.query.QueryException;
import trapline.shell.bench.BenchOptions;
import trapline.shell.bench.BenchResult;
import trapline.shell.bench.BenchRun;
import trapline.shell.bench.Benchmark;
import trapline.shell.bench.Contender;
import trapline.shell.bench.HostClock;
import trapline.shell.bench.LinuxFiles;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

/** {@code trapline bench}: measures this version on this machine, beside QEMU. */
@Command(
        name = "bench",
        description = "Measure this version on this machine, beside QEMU where it is installed.",
        sortOptions = false)
final class BenchCommand extends SubCommand {
    private static final int MOST_RUNS = 1000;
    private static final double MOST_SCALE = 1000;
    private static final double MOST_WARM_UP = 600;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "benchmarks, or groups of them; all if none is named; --list shows them")
    private List<String> names = List.of();

    @Option(names = "--list", description = "show the benchmarks, and measure nothing")
    private boolean list;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "how often each is measured; ${DEFAULT-VALUE} if not given")
    private int runs = 5;

    @Option(
            names = "--only",
            paramLabel = "C",
            split = ",",
            description = "who takes part: ${COMPLETION-CANDIDATES}; all if not given")
    private Set<Contender> contenders = new LinkedHashSet<>();

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "time so many times the rounds, for instance 0.1 for a quick look")
    private double scale = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "how long a process of ours runs before its steady state; ${DEFAULT-VALUE} if not given")
    private double warmUpSeconds = 3;

    @Option(
            names = "--clock",
            paramLabel = "C",
            description = "which clock's figures the tables show: ${COMPLETION-CANDIDATES}; wall if not given")
    private HostClock clock = HostClock.WALL;

    @Option(names = "--executor", paramLabel = "E", description = "${COMPLETION-CANDIDATES}; compiler if not given")
    private Executor executor = Executor.COMPILER;

    @Option(names = "--uboot", paramLabel = "FILE", description = "U-Boot for QEMU's board; Debian's if not given")
    private Path uboot = Path.of("/usr/lib/u-boot/qemu_arm/u-boot.bin");

    @Option(
            names = "--linux",
            paramLabel = "FILE",
            description = "a kernel for QEMU's board; the benchmark linux is skipped if not given")
    private Optional<Path> linux = Optional.empty();

    @Option(names = "--initrd", paramLabel = "FILE", description = "its RAM disk, whose /init powers off")
    private Optional<Path> initrd = Optional.empty();

    @Option(names = "--dtb", paramLabel = "FILE", description = "its device tree; the board's own if not given")
    private Optional<Path> deviceTree = Optional.empty();

    @Option(names = "--append", paramLabel = "CMDLINE", description = "its command line; ${DEFAULT-VALUE} if not given")
    private String append = "console=ttyAMA0";

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "${COMPLETION-CANDIDATES}; box on a terminal, csv off it; csv and json have every figure")
    private Optional<OutputFormat> format = Optional.empty();

    @Override
    public Integer call() throws IOException, QueryException {
        BenchOptions options = options();
        OutputStyle style = Terminals.outputWidth().map(OutputStyle::terminal).orElse(OutputStyle.PLAIN);
        OutputFormat chosen = format.orElse(OutputFormat.standard(style.terminal()));
        if (list) {
            BenchRun.list(options, chosen, style, out());
        } else {
            measure(options, chosen, style);
        }
        out().flush();
        return DONE;
    }

    private void measure(BenchOptions options, OutputFormat chosen, OutputStyle style)
            throws IOException, QueryException {
        BenchRun run = BenchRun.of(options);
        run.skipped().forEach(what -> err().println("skipped: " + what));
        err().flush();
        BenchResult result;
        try (Progress progress = new Progress(err())) {
            result = run.run(text -> progress.update("%s", text));
        }
        result.write(chosen, style, clock, out(), err());
        err().flush();
    }

    private BenchOptions options() {
        if (runs < 1 || runs > MOST_RUNS) {
            throw usage("--runs is " + runs + ", must be between 1 and " + MOST_RUNS);
        }
        if (!(scale > 0 && scale <= MOST_SCALE)) {
            throw usage("--scale is " + scale + ", must be greater than 0 and at most " + MOST_SCALE);
        }
        if (!(warmUpSeconds >= 0 && warmUpSeconds <= MOST_WARM_UP)) {
            throw usage("--warm-up is " + warmUpSeconds + ", must be between 0 and " + MOST_WARM_UP + " seconds");
        }
        return new BenchOptions(
                benchmarks(),
                contenders,
                new BenchOptions.Effort(runs, scale, warmUpSeconds),
                executor.toString(),
                uboot,
                new LinuxFiles(linux, initrd, deviceTree, append),
                Optional.ofNullable(System.getenv("TRAPLINE_HOME")).map(Path::of));
    }

    /** Those that were named, each once, in the order of the table. */
    private List<Benchmark> benchmarks() {
        Set<Benchmark> chosen = new TreeSet<>();
        for (String name : names) {
            List<Benchmark> found = Benchmark.named(name);
            if (found.isEmpty()) {
                throw usage("there is no benchmark '" + name + "'; there are " + Benchmark.names());
            }
            chosen.addAll(found);
        }
        return List.copyOf(chosen);
    }
}
