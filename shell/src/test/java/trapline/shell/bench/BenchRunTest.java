package trapline.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchRunTest {
    private static final Path NO_UBOOT = Path.of("no-such-directory", "u-boot.bin");
    private static final LinuxFiles NO_LINUX = new LinuxFiles(Optional.empty(), Optional.empty(), Optional.empty(), "");
    private static final Qemu QEMU = new Qemu(Path.of("qemu-system-arm"));

    static BenchOptions options(List<Benchmark> benchmarks, double scale) {
        return new BenchOptions(
                benchmarks,
                Set.of(),
                new BenchOptions.Effort(1, scale, 0),
                "interpreter",
                NO_UBOOT,
                NO_LINUX,
                Optional.of(Path.of(".")));
    }

    @Test
    void withoutQemuItSaysSo() {
        BenchRun run = new BenchRun(options(List.of(Benchmark.CRC), 1), Optional.empty());
        assertEquals(1, run.skipped().size());
        assertTrue(
                run.skipped().getFirst().contains("qemu-system-arm"),
                run.skipped().getFirst());
    }

    @Test
    void withoutUBootItSaysWhichFileIsMissing() {
        BenchRun run = new BenchRun(options(List.of(Benchmark.CRC, Benchmark.UBOOT), 1), Optional.of(QEMU));
        assertEquals(1, run.skipped().size());
        assertTrue(
                run.skipped().getFirst().startsWith("uboot: " + NO_UBOOT),
                run.skipped().getFirst());
    }

    @Test
    void withoutAKernelItSaysWhichOptionIsMissing() {
        BenchRun run = new BenchRun(options(List.of(Benchmark.LINUX), 1), Optional.of(QEMU));
        assertEquals(1, run.skipped().size());
        assertTrue(run.skipped().getFirst().contains("--linux"), run.skipped().getFirst());
    }

    @Test
    void aKernelHasTheSameOptionsForQemuAndForUs() {
        LinuxFiles linux = new LinuxFiles(
                Optional.of(Path.of("zImage")), Optional.of(Path.of("initrd")), Optional.empty(), "console=ttyAMA0");
        List<String> command = QEMU.command(Contender.QEMU, new Qemu.Guest.Linux(linux), Path.of("log.rr"));
        assertTrue(command.containsAll(List.of("-kernel", "zImage")), command.toString());
        assertTrue(command.containsAll(linux.options("-")), command.toString());
        assertEquals(List.of("--append", "console=ttyAMA0", "--initrd", "initrd"), linux.options("--"));
    }

    @Test
    void withoutTheLauncherWholeProcessesAreLeftOut() {
        BenchOptions all = options(List.of(), 1);
        BenchOptions started = new BenchOptions(
                List.of(), Set.of(), all.effort(), all.executor(), all.uboot(), NO_LINUX, Optional.empty());
        BenchRun run = new BenchRun(started, Optional.of(QEMU));
        assertEquals(
                List.of("job", "uboot", "linux", "resident"),
                run.skipped().stream().map(why -> why.replaceFirst(":.*", "")).toList());
    }

    @Test
    void whatIsNotAskedForIsNotMissed() {
        BenchOptions all = options(List.of(Benchmark.CRC), 1);
        BenchOptions ours = new BenchOptions(
                all.benchmarks(),
                Set.of(Contender.MACHINE),
                all.effort(),
                all.executor(),
                all.uboot(),
                NO_LINUX,
                all.home());
        assertEquals(List.of(), new BenchRun(ours, Optional.empty()).skipped());
    }

    @Test
    void everyModeOfQemuHasItsCommand() {
        Qemu.Guest program =
                new Qemu.Guest.Program(Path.of("bench.elf"), Benchmark.HVC.qemuBoot(), "hvc 7", 128L << 20);
        Path log = Path.of("log.rr");
        assertEquals(
                List.of(
                        "qemu-system-arm",
                        "-cpu",
                        "cortex-a15",
                        "-nic",
                        "none",
                        "-nographic",
                        "-M",
                        "virt,virtualization=on,gic-version=2",
                        "-m",
                        "128M",
                        "-semihosting",
                        "-kernel",
                        "bench.elf",
                        "-append",
                        "hvc 7"),
                QEMU.command(Contender.QEMU, program, log));
        assertEquals(
                "shift=0,sleep=off",
                QEMU.command(Contender.ICOUNT, program, log).getLast());
        assertEquals(
                "shift=0,rr=record,rrfile=log.rr",
                QEMU.command(Contender.RR_RECORD, program, log).getLast());
        assertEquals(
                "shift=0,rr=replay,rrfile=log.rr",
                QEMU.command(Contender.RR_REPLAY, program, log).getLast());
    }
}
