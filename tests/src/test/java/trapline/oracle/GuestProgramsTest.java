package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The directed programs as guests of the microvisor print what they print natively, which {@link NativeProgramsTest} compares with
 * QEMU. Where a VM is to be told from the machine ("As a guest" in docs/qemu-differences.md), the lines are in a file
 * {@code NAME.diff} beside this class.
 */
final class GuestProgramsTest {
    private static final Pattern STATUS = Pattern.compile("status (\\d+)");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timer",
                "gic",
                "gic-thumb",
                "gic_groups",
                "debug_events",
                "debug_events-thumb",
                "device_access",
                "device_access-thumb",
                "exceptions",
                "handler_state",
                "handler_state-thumb",
                "mmu_edges",
                "registers"
            })
    void programPrintsAndEndsAsNatively(String name) throws IOException {
        same(name, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smp-thumb", "gic_smp", "gic_smp-thumb"})
    void programOnFourCpusPrintsAndEndsAsNatively(String name) throws IOException {
        same(name, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"psci", "psci-thumb"})
    void programOnTwoCpusPrintsAndEndsAsNatively(String name) throws IOException {
        same(name, 2);
    }

    private void same(String name, int cpus) throws IOException {
        ProgramRun alone = record("--native", name, cpus);
        ProgramRun guest = record("--guest", name, cpus);
        assertEquals(
                expectedDifferences(name), String.join("\n", differences(alone, guest)), "other lines than natively");
        assertEquals(status("--native"), status("--guest"), "exit status");
        ProgramRun replay = Trapline.run("replay", session("--guest"), "--executor", "interpreter");
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }

    private ProgramRun record(String how, String name, int cpus) {
        ProgramRun run = Trapline.run(
                "record",
                how,
                Guests.elf(name).toString(),
                "--cpus",
                Integer.toString(cpus),
                "--until",
                "4G",
                "-o",
                session(how));
        assertEquals(0, run.status(), () -> "record failed: " + run.errors());
        return run;
    }

    private String session(String how) {
        return directory.resolve(how.substring(2)).toString();
    }

    private String status(String how) {
        String info = Trapline.run("info", session(how)).console();
        Matcher matcher = STATUS.matcher(info);
        assertTrue(matcher.find(), info);
        return matcher.group(1);
    }

    /** Line by line: every scenario prints the same number of lines. */
    private static List<String> differences(ProgramRun alone, ProgramRun guest) {
        List<String> natively = alone.console().lines().toList();
        List<String> virtually = guest.console().lines().toList();
        List<String> result = new ArrayList<>();
        for (int i = 0; i < Math.max(natively.size(), virtually.size()); i++) {
            String expected = i < natively.size() ? natively.get(i) : "";
            String actual = i < virtually.size() ? virtually.get(i) : "";
            if (!expected.equals(actual)) {
                result.add("-" + expected);
                result.add("+" + actual);
            }
        }
        return result;
    }

    private static String expectedDifferences(String name) throws IOException {
        String file = name.replace("-thumb", "") + ".diff";
        try (InputStream resource = GuestProgramsTest.class.getResourceAsStream(file)) {
            return resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
