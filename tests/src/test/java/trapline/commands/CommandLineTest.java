package trapline.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands one after the other on a real session, as a user types them. */
class CommandLineTest {
    private static final String HELLO =
            Path.of("src/guest/bin/hello.elf").toAbsolutePath().toString();

    @TempDir
    Path dir;

    private static Run run(String... arguments) {
        return Run.of(arguments);
    }

    private String session(String name) {
        return dir.resolve(name).toString();
    }

    private Run record(String name) {
        Run run = run("record", "--native", HELLO, "-o", session(name));
        assertEquals(0, run.code(), run.err());
        return run;
    }

    @Test
    void theGuestSpeaksOnStandardOutputAndTheSummaryDoesNot() {
        Run run = record("s");
        assertEquals(
                "hello from a guest\nsum of squares: 333833500\n", run.out().replace("\r", ""));
        assertTrue(
                run.err()
                        .matches(
                                "(?s).*\\d+ instructions, \\d+ ticks, \\d+ events, [\\d.]+ MIPS, \\d+ bytes, .*/s\\s*"),
                run.err());
    }

    @Test
    void aReplayIsIdentical() {
        record("s");
        Run run = run("replay", session("s"));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().matches("identical: \\d+ instructions, \\d+ events, state [0-9a-f]{16}\\s*"), run.out());
    }

    @Test
    void twoRecordingsAreTheSame() {
        record("a");
        record("b");
        Run run = run("diff", session("a"), session("b"));
        assertEquals(0, run.code(), run.out());
    }

    @Test
    void aDifferenceIsShownAndFails() {
        record("a");
        assertEquals(
                0,
                run("record", "--native", HELLO, "-o", session("b"), "--until", "100")
                        .code());
        Run run = run("diff", session("a"), session("b"));
        assertEquals(1, run.code(), run.out());
        assertTrue(run.out().contains("STOP_REQUEST"), run.out());
    }

    @Test
    void sqlAnswersInTheFormatAskedFor() {
        record("s");
        Run run = run(
                "query",
                session("s"),
                "--format",
                "csv",
                "-c",
                "SELECT count(*) AS n FROM events WHERE kind = 'GUEST_EXIT'");
        assertEquals(0, run.code(), run.err());
        assertEquals("n\n1\n", run.out().replace("\r", ""));
    }

    @Test
    void aWrongStatementFails() {
        record("s");
        Run run = run("query", session("s"), "-c", "SELECT * FROM nothing_like_it");
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().contains("nothing_like_it"), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void aTableGoesToAFile() throws IOException {
        record("s");
        Path file = dir.resolve("events.csv");
        assertEquals(
                0,
                run("export", session("s"), "--format", "csv", "-o", file.toString())
                        .code());
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.getFirst().contains("icount"), lines.getFirst());
        assertTrue(lines.size() > 1, "no rows");
    }

    @Test
    void anEventIsExplained() {
        record("s");
        Run run = run("explain", session("s"), "0");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("CONSOLE_OUTPUT"), run.out());
        assertEquals(1, run("explain", session("s"), "1000000").code());
    }

    @Test
    void aFlippedBitIsFoundAndLocated() throws IOException {
        record("s");
        assertEquals(0, run("check", session("s")).code());
        Path image;
        try (var images = Files.list(dir.resolve("s/images"))) {
            image = images.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(image);
        bytes[bytes.length / 2] ^= 1;
        Files.write(image, bytes);
        Run check = run("check", session("s"));
        assertEquals(1, check.code(), check.out());
        assertTrue(check.out().contains("images/"), check.out());
        Run replay = run("replay", session("s"));
        assertEquals(1, replay.code(), replay.out());
        assertTrue(replay.err().contains("images/"), replay.err());
    }

    @Test
    void inputReachesNobodyWhoDoesNotListen() throws IOException {
        Path input = Files.writeString(dir.resolve("input"), "anything\n");
        Run run = run("record", "--native", HELLO, "-o", session("s"), "--input", input.toString());
        assertEquals(0, run.code(), run.err());
    }

    @Test
    void anExistingSessionIsNotOverwritten() {
        record("s");
        Run run = run("record", "--native", HELLO, "-o", session("s"));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("exists already"), run.err());
    }
}
