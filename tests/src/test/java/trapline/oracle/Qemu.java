package trapline.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Debian's qemu-system-arm, the program that nobody here wrote. */
public final class Qemu {
    private static final List<String> COMMON =
            List.of("-cpu", "cortex-a15", "-nic", "none", "-nographic", "-semihosting");
    private static final int SECONDS = 60;

    private Qemu() {}

    /** Skips the test, and says why, where QEMU is not installed. */
    public static void assumeInstalled() {
        Assumptions.assumeTrue(executable().isPresent(), "skipped: qemu-system-arm is not installed");
    }

    /** Runs an ELF program at PL1. */
    public static ProgramRun runNative(Path elf, String... more) {
        return run("virt", elf, more);
    }

    /** Runs an ELF program that starts in Hyp mode. */
    public static ProgramRun runHyp(Path elf, String... more) {
        return run("virt,virtualization=on,gic-version=2", elf, more);
    }

    private static ProgramRun run(String machine, Path elf, String... more) {
        List<String> command = new ArrayList<>();
        command.add(executable().orElseThrow().toString());
        command.addAll(List.of("-M", machine));
        command.addAll(COMMON);
        command.addAll(List.of("-kernel", elf.toString()));
        command.addAll(List.of(more));
        return ChildProcess.run(command, SECONDS);
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "qemu-system-arm"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
