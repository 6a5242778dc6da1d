package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.oracle.Guests;
import trapline.oracle.ProgramRun;
import trapline.oracle.Trapline;

/** Virtio devices that the microvisor emulates for its VMs. */
final class VirtioGuestsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"virtio, true", "virtio, false", "virtio-thumb, false"})
    void devicesAnswerInAVmAsWithoutOne(String program, boolean legacy) throws IOException {
        byte[] contents = new byte[256 * 512];
        new Random(1).nextBytes(contents);
        Files.write(directory.resolve("disk.img"), contents);
        String devices = """
                virtio-legacy = %1$s
                [[%2$s.virtio]]
                device = "block"
                drive = "disk.img"
                serial = "number-7"
                [[%2$s.virtio]]
                device = "rng"
                [[%2$s.virtio]]
                device = "console"
                [[%2$s.virtio]]
                device = "net"
                [[%2$s.virtio]]
                device = "net"
                """;
        String vm = "[[vm]]\nimage = \"" + Guests.elf(program) + "\"\n";
        String alone = record("native", "boot = \"native\"\n[machine]\n" + devices.formatted(legacy, "machine") + vm);
        assertTrue(alone.contains("interrupts 4"), alone);
        assertEquals(alone, record("guest", vm + devices.formatted(legacy, "vm")));
    }

    /** What is printed, of a recording that the other executor replays. */
    private String record(String name, String scenario) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".toml"), scenario);
        String session = directory.resolve(name).toString();
        ProgramRun run = Trapline.run("record", file.toString(), "-o", session, "--until", "1G");
        assertEquals(0, run.status(), run::errors);
        ProgramRun replay = Trapline.run("replay", session, "--executor", "interpreter");
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
        return run.console();
    }

    @Test
    void framesGoFromVmToVmAndDevicesReachTheirOwnVmOnly() {
        RecordedScenario session = RecordedScenario.of("frames", directory);
        List<String> lines = session.console().lines().toList();
        for (int bytes : new int[] {60, 260, 460}) {
            assertTravels(lines, "sender: sent ", "echo: received ", bytes);
            assertTravels(lines, "echo: sent ", "sender: received ", bytes + 1);
        }
        for (String vm : List.of("echo", "sender")) {
            for (String what : List.of("memory of nobody", "over the end of memory", "the interrupt controller")) {
                int line = lines.indexOf(vm + ": " + what + ": status 0x0000004f");
                assertTrue(line >= 0, () -> what + " does not break the device:\n" + session.console());
            }
            assertTrue(lines.contains(vm + ": its own memory: status 0x0000000f"), session::console);
            assertEquals(
                    4,
                    lines.stream()
                            .filter((vm + ":   after a reset: status 0x0000000f")::equals)
                            .count(),
                    session::console);
        }
    }

    private static void assertTravels(List<String> lines, String from, String to, int bytes) {
        String sent = lines.stream()
                .filter(line -> line.startsWith(from + bytes + " bytes"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing sent: " + lines));
        assertTrue(lines.contains(to + sent.substring(from.length())), () -> "lost: " + sent);
    }
}
