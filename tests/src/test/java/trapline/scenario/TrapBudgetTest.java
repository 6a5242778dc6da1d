package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many times each thing that a guest does enters Hyp mode, with hardware assistance. */
final class TrapBudgetTest {
    /** Traps to Hyp mode from one mark to the next, the marks' own not counted. */
    private static final String TRAPS_PER_SECTION = """
            WITH marks AS (
                SELECT seq, arg0 AS section, arg1 AS times, lead(seq) OVER (ORDER BY seq) AS next
                FROM hypercalls WHERE fn_name = 'null' AND (arg0 <> 0 OR arg1 = 0) AND arg0 < 100
            )
            SELECT section, count(t.seq) - 1
            FROM marks JOIN traps t ON t.seq > marks.seq AND t.seq < next AND t.target = 'PL2'
            WHERE section > 0 AND next IS NOT NULL
            GROUP BY section ORDER BY section
            """;

    @TempDir
    private Path directory;

    @Test
    void eachOperationTrapsAsOftenAsTheBudgetAllows() {
        RecordedScenario session = RecordedScenario.of("budget", directory);
        Map<Integer, Integer> traps = new HashMap<>();
        for (String row : session.rows(TRAPS_PER_SECTION)) {
            String[] fields = row.split(",");
            traps.put(Integer.valueOf(fields[0]), Integer.valueOf(fields[1]));
        }
        assertAll(Stream.of(Budget.values())
                .map(row -> () -> assertEquals(
                        row.perOperation * 50,
                        traps.getOrDefault(row.section, -1),
                        () -> row + ": traps for 50 of them")));
    }

    /** The sections of budget.c. */
    private enum Budget {
        SYSTEM_CALL(1, 0),
        PROCESS_SWITCH(2, 0),
        PAGE_TABLE_WRITE(3, 0),
        TLB_INVALIDATION(4, 0),
        STAGE1_FAULT(5, 0),
        FIRST_TOUCH(6, 1),
        SECOND_TOUCH(7, 0),
        INTERRUPT_MASKING(8, 0),
        EMULATED_REGISTER(9, 1),
        TIMER_INTERRUPT(10, 1),
        SOFTWARE_INTERRUPT(11, 1),
        /** One for the WFI, one for the timer's interrupt, which is taken while the CPU idles in Hyp mode. */
        WAIT_FOR_TIMER(12, 2),
        SECURE_MONITOR_CALL(13, 1),
        ACTLR(14, 1),
        SET_WAY(15, 1),
        NULL_HYPERCALL(16, 1);

        private final int section;
        private final int perOperation;

        Budget(int section, int perOperation) {
            this.section = section;
            this.perOperation = perOperation;
        }
    }
}
