package trapline.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.session.SessionCheck;

/** The launcher goes on without training when it fails, so nobody would notice. */
class TrainingTest {
    private final PrintStream out = System.out;

    @TempDir
    Path sessions;

    @AfterEach
    void restore() {
        System.setOut(out);
    }

    @Test
    void everyCommandOfTheTrainingSucceeds() throws IOException {
        Training.main(new String[] {"../tests/src/guest/bin", sessions.toString()});
        assertTrue(SessionCheck.check(sessions.resolve("guest")).isSound());
    }

    @Test
    void aCommandThatFailsIsReported() {
        String[] args = {"no/such/directory", sessions.toString()};
        String message = assertThrows(IllegalStateException.class, () -> Training.main(args))
                .getMessage();
        assertEquals("exit code 1", message.substring(message.lastIndexOf(':') + 2));
    }
}
