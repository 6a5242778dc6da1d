package trapline.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.oracle.DebianFiles;
import trapline.oracle.ProgramRun;
import trapline.oracle.Qemu;
import trapline.oracle.Trapline;

/**
 * Linux sets breakpoints and watchpoints for its first process, {@code src/guest/linux/hw_breakpoints.c}: what the process finds as a
 * debugger, it finds under QEMU too. What it counts by perf events takes mismatch breakpoints, by which Linux steps over the others, and
 * which QEMU does not have.
 */
final class LinuxBreakpointsTest {
    private static final String COMMAND_LINE = "console=ttyAMA0 cryptomgr.notests quiet";
    private static final Path PROGRAM = Path.of("src", "guest", "bin", "hw_breakpoints");
    private static final String FIRST_LINE = "hw_breakpoints";
    private static final String COUNTED = "  accesses 100\n  instructions 100\n";
    private static final String COUNTED_BY_QEMU = "  accesses 1\n  instructions 1\n";
    private static final int SECONDS = 600;

    @TempDir
    private Path directory;

    private Path initrd = Path.of("");

    @BeforeEach
    void everythingIsThere() throws IOException {
        Qemu.assumeInstalled();
        DebianFiles.assumeFetched();
        initrd = Files.write(
                directory.resolve("initrd"), Initramfs.withProgram(PROGRAM).toBytes());
    }

    @Test
    void debuggerFindsWhatItFindsUnderQemuAlsoInTwoVms() throws IOException {
        ProgramRun qemu = Qemu.run(
                SECONDS, false, DebianKernel.ARMMP.zImage(), "-initrd", initrd.toString(), "-append", COMMAND_LINE);
        String expected = printed("", qemu).replace(COUNTED_BY_QEMU, COUNTED);
        assertTrue(expected.contains(COUNTED), () -> "under QEMU: " + qemu.console() + qemu.errors());

        Path scenario = Files.writeString(directory.resolve("scenario.toml"), """
                [microvisor]
                timeslice = "300K"
                [[vm]]
                name = "short"
                image = "%1$s"
                initrd = "initrd"
                append = "%2$s"
                [[vm]]
                name = "long"
                image = "%3$s"
                initrd = "initrd"
                append = "%2$s"
                """.formatted(
                        image(DebianKernel.ARMMP), COMMAND_LINE, image(DebianKernel.ARMMP_LPAE)));
        String guests = directory.resolve("guests").toString();
        ProgramRun both = Trapline.run(SECONDS, "record", scenario.toString(), "-o", guests);
        assertEquals(expected, printed("short: ", both), both::errors);
        assertEquals(expected, printed("long: ", both), both::errors);

        String session = directory.resolve("native").toString();
        ProgramRun alone = Trapline.run(
                SECONDS,
                "record",
                "--native",
                image(DebianKernel.ARMMP).toString(),
                "--initrd",
                initrd.toString(),
                "--append",
                COMMAND_LINE,
                "-o",
                session);
        assertEquals(expected, printed("", alone), alone::errors);
        ProgramRun replay = Trapline.run(SECONDS, "replay", session, "--executor", "interpreter");
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }

    private Path image(DebianKernel kernel) throws IOException {
        return Files.write(directory.resolve(kernel.name()), kernel.image());
    }

    /** What the process has printed; the kernel's last words, which come behind it, have a time. */
    private static String printed(String prefix, ProgramRun run) {
        List<String> lines = run.console()
                .replace("\r", "")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
        return lines.stream()
                .dropWhile(line -> !line.equals(FIRST_LINE))
                .takeWhile(line -> !line.startsWith("["))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
