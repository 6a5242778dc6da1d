package trapline.oracle;

import java.io.IOException;
import java.io.InputStream;
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
        return run(SECONDS, false, elf, more);
    }

    /** Runs an ELF program that starts in Hyp mode. */
    public static ProgramRun runHyp(Path elf, String... more) {
        return run(SECONDS, true, elf, more);
    }

    /** What a system that does not end prints until it has printed this. */
    static String consoleUntil(String end, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("qemu-system-arm", "-nographic", "-nodefaults", "-serial", "stdio"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream console = process.getInputStream()) {
            StringBuilder seen = new StringBuilder();
            readUntil(console, seen, end);
            return seen.toString();
        } finally {
            process.destroy();
        }
    }

    /** Reads on until this has been read. */
    static void readUntil(InputStream console, StringBuilder seen, String end) throws IOException {
        int from = seen.length();
        int b = console.read();
        while (b >= 0) {
            seen.append((char) b);
            if (seen.length() - from >= end.length()
                    && seen.substring(seen.length() - end.length()).equals(end)) {
                return;
            }
            b = console.read();
        }
        throw new IOException("QEMU ended: " + seen);
    }

    /** Runs what {@code -kernel} takes, at PL1 or started in Hyp mode, for so many seconds at most. */
    public static ProgramRun run(int seconds, boolean hyp, Path kernel, String... more) {
        List<String> command = new ArrayList<>();
        command.add(executable().orElseThrow().toString());
        command.addAll(List.of("-M", hyp ? "virt,virtualization=on,gic-version=2" : "virt"));
        command.addAll(COMMON);
        command.addAll(List.of("-kernel", kernel.toString()));
        command.addAll(List.of(more));
        return ChildProcess.run(command, seconds);
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "qemu-system-arm"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
