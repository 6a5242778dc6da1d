/**
 * {@code trapline bench}: named benchmarks, run here and under QEMU, printed as tables with ratios. How each figure comes
 * about is in {@code docs/performance.md}.
 *
 * <p>Start reading at {@link trapline.shell.bench.Benchmark}, the table of what is measured, and
 * {@link trapline.shell.bench.BenchRun}, which goes through it. Every measurement has a process of its own: QEMU, the
 * launcher, or a Java process that does one {@link trapline.shell.bench.Job}.
 */
@NullMarked
package trapline.shell.bench;

import org.jspecify.annotations.NullMarked;
