package trapline.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.recorder.event.EventType;

/**
 * Random programs for a whole machine do the same when they are interpreted and when they are compiled: equal events, ticks,
 * registers and memory. {@code -Dtrapline.seed} is the first program's seed, {@code -Dtrapline.programs} how many there are:
 * one of each repeats a program. With {@code -Dtrapline.regions=N} fewer become regions, see {@link Campaign}.
 */
class ExecutorAgreementTest {
    private static final long SEED = Long.getLong("trapline.seed", 2026);
    private static final int PROGRAMS = Integer.getInteger("trapline.programs", 10_000);
    private static final int REGIONS = Integer.getInteger("trapline.regions", 1);

    /** Programs after which everything should have been reached. */
    private static final int MANY = 100_000;

    /** Rows that cannot be reached, or that end the program before anything is seen of them. */
    private static final List<String> UNREACHABLE = List.of();

    @Test
    void randomProgramsDoTheSameUnderBothExecutors() throws Exception {
        Comparison comparison = new Comparison(PlainMachine.interpreter(), PlainMachine.compiler());
        Campaign campaign = new Campaign(comparison, SEED, PROGRAMS, REGIONS);
        campaign.run();
        System.out.printf("%s%n%s", campaign, campaign.coverage());
        assertEquals(
                "",
                String.join("\n\n", campaign.reports()),
                "differences, first seed %d, -Dtrapline.regions=%d".formatted(SEED, REGIONS));
        if (PROGRAMS >= MANY) {
            requireCoverage(campaign.coverage());
        }
    }

    private static void requireCoverage(Coverage coverage) {
        for (Table table : Table.values()) {
            List<String> missed = coverage.missedRows(table);
            missed.removeAll(UNREACHABLE);
            assertEquals(List.of(), missed, "rows of " + table + " that nothing executed");
        }
        assertEquals("[]", coverage.missedUops().toString(), "micro-operations that nothing executed");
        for (EventType type : List.of(
                EventType.HYP_TRAP,
                EventType.HYP_RETURN,
                EventType.PL1_EXCEPTION,
                EventType.TLB_MISS,
                EventType.TLB_MAINTENANCE,
                EventType.CONSOLE_INPUT,
                EventType.CONSOLE_OUTPUT,
                EventType.IDLE,
                EventType.GUEST_EXIT)) {
            assertTrue(coverage.reached(type), type + " did not occur");
        }
    }
}
