package trapline.shell.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import trapline.emulator.Scenario.Boot;

/**
 * What is measured. The guest of most rows is the program {@code bench.elf} of {@code tests/src/guest/bench}, which is told
 * a kernel and how many rounds to make of it.
 */
public enum Benchmark {
    // spotless:off
    CRC(Group.COMPUTE, Boot.NATIVE, "crc", 17_500, "CRC-32 of 16 KiB by a table"),
    SORT(Group.COMPUTE, Boot.NATIVE, "sort", 5_800, "quicksort of 4096 words"),
    MATRIX(Group.COMPUTE, Boot.NATIVE, "matrix", 1_250, "product of matrices of 64 by 64 words"),
    BRANCHY(Group.COMPUTE, Boot.NATIVE, "branchy", 800, "an interpreter of bytecode"),
    SHA(Group.COMPUTE, Boot.NATIVE, "sha", 2_400, "SHA-256 of 16 KiB"),
    CHASE(Group.MEMORY, Boot.NATIVE, "chase", 500_000, "pointers through 512 pages of 4 KiB in random order"),
    SVC(Group.TRAP, Boot.NATIVE, "svc", 10_000_000, "supervisor calls from PL0"),
    HVC(Group.TRAP, Boot.HYP, "hvc", 1_000_000, "hypercalls to a Hyp vector that returns at once"),
    NULL_CALL(Group.TRAP, Boot.GUEST, "hvc", 1_000_000, "null hypercalls to the microvisor; QEMU: as hvc"),
    MMIO(Group.TRAP, Boot.NATIVE, "mmio", 1_000_000, "reads of the UART's flag register"),
    MMIO_GUEST(Group.TRAP, Boot.GUEST, "mmio", 1_000_000, "the same in a VM, emulated by the microvisor; QEMU: as mmio"),
    /** 357 rounds of the mix are 2.0 G ticks, two seconds of the guest's time. */
    JOB(Group.PROCESS, Boot.NATIVE, "mix", 357, "from ./trapline to the end of a job of two guest seconds"),
    UBOOT(Group.PROCESS, Boot.NATIVE, "", 1, "from ./trapline to U-Boot's prompt"),
    LINUX(Group.PROCESS, Boot.NATIVE, "", 1, "Linux, given by --linux, from ./trapline until it has powered off"),
    RESIDENT(Group.PROCESS, Boot.NATIVE, "mix", 357, "memory beside that of the guest"),
    WARM_UP(Group.WARM_UP, Boot.NATIVE, "mix", 1, "speed of the first seconds, all events recorded");
    // spotless:on

    private final Group group;
    private final Boot boot;
    private final String kernel;
    private final long rounds;
    private final String description;

    Benchmark(Group group, Boot boot, String kernel, long rounds, String description) {
        this.group = group;
        this.boot = boot;
        this.kernel = kernel;
        this.rounds = rounds;
        this.description = description;
    }

    /** What it is measured with. */
    public Group group() {
        return group;
    }

    /** Where our machine starts the guest. */
    Boot boot() {
        return boot;
    }

    /** Where QEMU starts it, which has no microvisor: hypercalls go to the guest's own Hyp vector. */
    Boot qemuBoot() {
        return kernel.equals("hvc") ? Boot.HYP : Boot.NATIVE;
    }

    /** The kernel of the benchmark program; empty when it is another program. */
    String kernel() {
        return kernel;
    }

    /** How many rounds are timed. */
    long rounds() {
        return rounds;
    }

    /** What it does, in a few words. */
    public String description() {
        return description;
    }

    /** The benchmarks that a name means: one, or a group; none when there is no such name. */
    public static List<Benchmark> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Benchmark> found = new ArrayList<>();
        for (Benchmark benchmark : values()) {
            if (benchmark.toString().equals(wanted)
                    || benchmark.group.toString().equals(wanted)) {
                found.add(benchmark);
            }
        }
        return found;
    }

    /** All names that mean something, groups first. */
    public static String names() {
        Set<String> names = new LinkedHashSet<>();
        for (Benchmark benchmark : values()) {
            names.add(benchmark.group.toString());
        }
        for (Benchmark benchmark : values()) {
            names.add(benchmark.toString());
        }
        return String.join(", ", names);
    }

    /** What its own figures say. */
    Measure measure() {
        return switch (this) {
            case CRC, SORT, MATRIX, BRANCHY, SHA, CHASE -> Measure.SPEED;
            case SVC, HVC, NULL_CALL, MMIO, MMIO_GUEST -> Measure.ROUND_TRIP;
            case JOB, UBOOT, LINUX -> Measure.TIME;
            case RESIDENT -> Measure.RESIDENT;
            case WARM_UP -> Measure.WARM_UP;
        };
    }

    /** Who can run it. */
    Set<Contender> contenders() {
        return switch (this) {
            case CRC, SORT, MATRIX, BRANCHY, SHA, CHASE, SVC, HVC, NULL_CALL, MMIO, MMIO_GUEST -> Contender.ALL;
            case JOB, LINUX ->
                EnumSet.of(
                        Contender.QEMU,
                        Contender.ICOUNT,
                        Contender.RR_RECORD,
                        Contender.RR_REPLAY,
                        Contender.EVENTS,
                        Contender.REPLAY);
            // While QEMU records for a replay, a key reaches U-Boot only after its countdown, if at all.
            case UBOOT -> EnumSet.of(Contender.QEMU, Contender.ICOUNT, Contender.EVENTS);
            case RESIDENT -> EnumSet.of(Contender.QEMU, Contender.ICOUNT, Contender.EVENTS, Contender.REPLAY);
            case WARM_UP -> EnumSet.of(Contender.EVENTS);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
