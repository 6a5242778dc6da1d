package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.oracle.Guests;
import trapline.oracle.ProgramRun;
import trapline.oracle.Trapline;

/** A program for four processors that spin for a lock, send each other interrupts, and switch themselves on and off. */
final class VcpusTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void fourVcpusDoWhatFourProcessorsDo(int cpus) throws IOException {
        String elf = Guests.elf("smp").toString();
        ProgramRun alone = Trapline.run(
                "record",
                "--native",
                elf,
                "--cpus",
                "4",
                "-o",
                directory.resolve("native").toString());
        assertEquals(0, alone.status(), alone::errors);

        Path scenario = Files.writeString(directory.resolve("scenario.toml"), """
                [machine]
                cpus = %d
                [[vm]]
                image = "%s"
                vcpus = 4
                """.formatted(cpus, elf));
        String session = directory.resolve("guest").toString();
        ProgramRun guest = Trapline.run("record", scenario.toString(), "-o", session, "--until", "1G");
        assertEquals(0, guest.status(), guest::errors);
        assertEquals(alone.console(), guest.console());
        ProgramRun replay = Trapline.run("replay", session, "--executor", "interpreter");
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }
}
