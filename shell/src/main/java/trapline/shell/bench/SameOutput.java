package trapline.shell.bench;

import trapline.shell.CommandFailure;

/** Watches that the guest prints the same wherever it runs: a figure of a wrong result is worth nothing. */
final class SameOutput {
    private final Benchmark benchmark;
    private String first = "";

    /** Of one benchmark. */
    SameOutput(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    /** Compares with what the first one printed. */
    void check(String who, String console) {
        if (!console.startsWith(benchmark.kernel() + " ")) {
            throw new CommandFailure("%s: the benchmark program failed in %s:\n%s".formatted(benchmark, who, console));
        }
        if (first.isEmpty()) {
            first = console;
        } else if (!first.equals(console)) {
            throw new CommandFailure(
                    "%s: %s gives another result:\n%sbefore:\n%s".formatted(benchmark, who, console, first));
        }
    }
}
