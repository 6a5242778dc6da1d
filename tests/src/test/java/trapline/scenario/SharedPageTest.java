package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring in a page that one VM shares with another. */
final class SharedPageTest {
    private static final long ITEMS = 2000;

    @TempDir
    private Path directory;

    @Test
    void theLockInThePageCostsNoHypercalls() {
        RecordedScenario session = RecordedScenario.of("ring-page-lock", directory);
        theRingIsWhole(session);
        assertEquals(
                0, session.number("SELECT count(*) FROM hypercalls WHERE fn_name IN ('page_lock', 'page_unlock')"));
    }

    @Test
    void theMicrovisorsLockIsHeldByOneAtATime() {
        RecordedScenario session = RecordedScenario.of("ring-hypercall-lock", directory);
        theRingIsWhole(session);
        assertTrue(
                session.number("SELECT count(*) FROM hypercalls WHERE fn_name = 'page_lock' AND ret = 0") >= 2 * ITEMS);
        assertEquals(
                session.number("SELECT count(*) FROM hypercalls WHERE fn_name = 'page_lock' AND ret = 0"),
                session.number("SELECT count(*) FROM hypercalls WHERE fn_name = 'page_unlock' AND ret = 0"));
    }

    private static void theRingIsWhole(RecordedScenario session) {
        assertEquals(3 * ITEMS * (ITEMS + 1) / 2, session.printed("consumer: sum "));
        assertEquals(0, session.printed("consumer: wrong items "));
        assertEquals(0, session.printed("producer: lock violations "));
        assertEquals(0, session.printed("producer: revoke answers "));
        assertEquals(1, session.number("SELECT count(*) FROM shares"));
        assertEquals(0, session.number("SELECT count(*) FROM shares WHERE icount_reclaimed IS NULL"));
        assertEquals(
                session.printed("consumer: hypercalls "),
                session.number("SELECT count(*) FROM hypercalls WHERE vm_id = 1"));
    }
}
