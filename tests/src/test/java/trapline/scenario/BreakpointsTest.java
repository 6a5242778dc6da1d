package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.oracle.Guests;
import trapline.oracle.ProgramRun;
import trapline.oracle.Trapline;

/** Two VMs with breakpoints and watchpoints at the same addresses, taking turns on one CPU in the midst of everything. */
final class BreakpointsTest {
    @TempDir
    private Path directory;

    @Test
    void eachVmHitsItsOwn() {
        String session = directory.resolve("alone").toString();
        String elf = Guests.elf("debug_events").toString();
        ProgramRun alone = Trapline.run("record", "--guest", elf, "-o", session);
        assertEquals(0, alone.status(), alone::errors);
        RecordedScenario both = RecordedScenario.of("breakpoints", directory);
        for (String vm : List.of("first", "second")) {
            assertEquals(alone.console(), linesOf(vm + ": ", both), vm + ", as if it were alone");
        }
        assertTrue(both.number("SELECT count(*) FROM ev_world_switch") > 100, "turns are taken");
        assertEquals(2_494, both.number("""
                        SELECT count(*) FROM ev_pl1_exception
                        WHERE kind IN ('IABT', 'DABT') AND fsr = 2 -- debug event
                        """));
    }

    private static String linesOf(String prefix, RecordedScenario scenario) {
        return scenario.console()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()) + "\n")
                .collect(Collectors.joining());
    }
}
