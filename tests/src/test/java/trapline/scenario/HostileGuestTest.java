package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.oracle.Trapline;

/** A guest that gives every hypercall wrong, huge and foreign arguments. */
final class HostileGuestTest {
    @TempDir
    private Path directory;

    @Test
    void aHostileGuestHarmsOnlyItself() {
        RecordedScenario session = RecordedScenario.of("hostile", directory);
        assertEquals(0, session.printed("victim: damaged words "));
        assertEquals(7, session.printed("hostile: undefined instructions "), "Hyp registers are undefined at PL1");
        assertEquals(
                session.printed("hostile: hypercalls "),
                session.number("SELECT count(*) FROM hypercalls WHERE vm_id = 0"));
        assertEquals(0, session.printed("hostile: other answers "), "every answer is a numbered error");
        assertEquals(1, session.printed("hostile: aborts "), "an access to nothing");
        assertEquals(1, session.printed("hostile: undefined returns "), "LDM (exception return) in System mode");
        String info = Trapline.run("info", session.session().toString()).console();
        assertFalse(info.toLowerCase(java.util.Locale.ROOT).contains("crash"), info);
    }
}
