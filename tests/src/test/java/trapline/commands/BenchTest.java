package trapline.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import trapline.oracle.ProgramRun;
import trapline.oracle.Trapline;

/** {@code trapline bench} from the command line to its table, through the processes that it starts. Figures are not judged. */
class BenchTest {
    @Test
    void everyContenderOfOursHasItsFigures() {
        ProgramRun run = Trapline.run(
                "bench",
                "null-call",
                "--only",
                "machine,replay",
                "--runs",
                "1",
                "--scale",
                "0.05",
                "--warm-up",
                "0",
                "--format",
                "csv");
        assertEquals(0, run.status(), run::errors);
        List<String> lines = run.console().lines().toList();
        assertEquals("benchmark,contender,measure,place,unit,median,least,most,runs,cpu_median", lines.getFirst());
        for (String contender : List.of("machine", "events", "replay")) {
            assertTrue(
                    lines.stream().anyMatch(line -> line.startsWith("null-call," + contender + ",round trip,,ns,")),
                    () -> "no figure of " + contender + " in\n" + run.console());
        }
        assertTrue(run.errors().contains("medians of 1"), run::errors);
    }
}
