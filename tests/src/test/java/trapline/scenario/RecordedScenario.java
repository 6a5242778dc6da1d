package trapline.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trapline.oracle.ProgramRun;
import trapline.oracle.Trapline;

/** A session of one of the scenarios under tests/src/guest/scenarios, and questions about it. */
final class RecordedScenario {
    private final Path session;
    private final String console;

    private RecordedScenario(Path session, String console) {
        this.session = session;
        this.console = console;
    }

    /** Records a scenario, and replays it: a difference fails the test. */
    static RecordedScenario of(String name, Path directory) {
        Path file = Path.of("src", "guest", "scenarios", name + ".toml");
        Path session = directory.resolve(name);
        ProgramRun record = Trapline.run("record", file.toString(), "-o", session.toString());
        assertEquals(0, record.status(), () -> "record failed: " + record.errors());
        ProgramRun replay = Trapline.run("replay", session.toString());
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
        return new RecordedScenario(session, record.console());
    }

    /** Where the session is. */
    Path session() {
        return session;
    }

    /** What the guests printed, all consoles together. */
    String console() {
        return console;
    }

    /** The number that a guest printed behind the given words. */
    long printed(String words) {
        Matcher line = Pattern.compile(Pattern.quote(words) + "(\\d+)").matcher(console);
        assertTrue(line.find(), () -> "no '" + words + "' in:\n" + console);
        return Long.parseLong(line.group(1));
    }

    /** The one number that a query answers. */
    long number(String sql) {
        List<String> rows = rows(sql);
        assertEquals(1, rows.size(), sql);
        return Long.parseLong(rows.getFirst());
    }

    /** The rows that a query answers, as CSV without the heading. */
    List<String> rows(String sql) {
        ProgramRun query = Trapline.run("query", session.toString(), "--format", "csv", "-c", sql);
        assertEquals(0, query.status(), () -> sql + "\n" + query.errors());
        List<String> lines = new ArrayList<>(query.console().lines().toList());
        lines.removeFirst();
        return lines;
    }
}
