package trapline.recorder.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.log.LogWriteException;
import trapline.recorder.log.LogWriter;
import trapline.recorder.log.SyntheticTrace;

/** Where a log may not grow any further, the recorder says so, and what it wrote before is intact. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs a shell's limit on the size of files")
class FullDiskTest {
    /** In blocks of 512 bytes: 24 MiB, more than Chronicle maps at once. */
    private static final int LIMIT = 49152;

    @TempDir
    Path temporary;

    /** Records for ever; the message of the exception that ends it goes to standard output. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            SessionDirectory session = SampleSession.begin(Path.of(arguments[0]));
            try (LogWriter log = session.newLog()) {
                new SyntheticTrace(1).emit(log, Long.MAX_VALUE);
            } catch (LogWriteException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void theRecorderSaysThatThereIsNoRoomAndLeavesAnIntactPrefix() throws IOException, InterruptedException {
        Path session = temporary.resolve("session");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + LIMIT + "; exec \"$@\"", "sh"));
        command.addAll(KillTest.java(Victim.class, session));
        Process victim = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(victim.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, victim.waitFor(), output);
        assertTrue(output.contains("is the disk full?"), output);
        CheckReport report = SessionCheck.check(session);
        assertEquals(List.of(), report.problems());
        assertFalse(report.complete());
        assertTrue(report.readable().events() > 100_000, report.toString());
    }
}
