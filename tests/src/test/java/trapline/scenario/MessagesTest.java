package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two guests that send each other numbers. */
final class MessagesTest {
    private static final long ROUNDS = 20;

    @TempDir
    private Path directory;

    @Test
    void everyHypercallMessageAndInterruptThatTheGuestsCountedIsOneRow() {
        RecordedScenario session = RecordedScenario.of("pingpong", directory);
        assertTrue(session.console().contains("ping: 20 -> 400"), session::console);
        assertEquals(ROUNDS, session.printed("pong: answered "));
        assertEquals(
                session.printed("ping: hypercalls "),
                session.number("SELECT count(*) FROM hypercalls WHERE vm_id = 0"));
        assertEquals(
                session.printed("pong: hypercalls "),
                session.number("SELECT count(*) FROM hypercalls WHERE vm_id = 1"));
        assertEquals(
                session.printed("ping: message interrupts "),
                session.number("SELECT count(*) FROM virqs WHERE vm_id = 0 AND icount_acked IS NOT NULL"));
        assertEquals(2 * ROUNDS + 1, session.number("SELECT count(*) FROM messages"));
        assertEquals(0, session.number("SELECT count(*) FROM messages WHERE icount_received IS NULL"));
        assertEquals(0, session.number("SELECT count(*) FROM messages WHERE icount_received <= icount_sent"));
        assertEquals(
                session.number("SELECT count(*) FROM traps WHERE reason = 'HVC'"),
                session.number("SELECT count(*) FROM hypercalls") + session.number("""
                        SELECT count(*) FROM traps t WHERE reason = 'HVC' AND NOT EXISTS
                        (SELECT 1 FROM hypercalls h WHERE h.seq > t.seq AND h.icount <= t.icount_end AND h.vm_id = t.vm_id)
                        """));
    }

    @Test
    void aSwitchBetweenVmsFlushesNothingAndAWaitingGuestRunsNothing() {
        RecordedScenario session = RecordedScenario.of("pingpong", directory);
        assertTrue(session.number("SELECT count(*) FROM world_switches WHERE from_vm >= 0 AND to_vm >= 0") > ROUNDS);
        assertEquals(0, session.number("""
                        SELECT count(*) FROM tlb_ops o JOIN world_switches w
                        ON o.cpu = w.cpu AND o.icount BETWEEN w.icount AND w.icount_end
                        """));
    }

    @Test
    void pollingAsksInVainWhereInterruptsDoNot() {
        RecordedScenario waiting = RecordedScenario.of("pingpong", directory);
        RecordedScenario polling = RecordedScenario.of("pingpong-poll", directory);
        String empty = "SELECT count(*) FROM hypercalls WHERE vm_id = 0 AND fn_name = 'msg_recv' AND ret = 9";
        assertEquals(waiting.printed("ping: empty receives "), waiting.number(empty));
        assertEquals(polling.printed("ping: empty receives "), polling.number(empty));
        assertTrue(
                polling.number(empty) > 10 * waiting.number(empty),
                () -> "polling asked in vain " + polling.number(empty) + " times");
    }

    @Test
    void twoRecordingsHoldTheSameEvents() {
        RecordedScenario one = RecordedScenario.of("pingpong", directory.resolve("one"));
        RecordedScenario two = RecordedScenario.of("pingpong", directory.resolve("two"));
        String everything = "SELECT * EXCLUDE (session_id) FROM events ORDER BY seq";
        List<String> rows = one.rows(everything);
        assertTrue(rows.size() > 100);
        assertEquals(rows, two.rows(everything));
    }
}
