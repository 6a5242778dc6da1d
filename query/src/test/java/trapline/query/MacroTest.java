package trapline.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trapline.query.SchemaObject.Kind;

/** Every macro against rows worked out by hand from {@link SampleTrace}; see src/test/resources. */
class MacroTest {
    private static final Pattern CASE = Pattern.compile("(?m)^> (.*)$");

    @TempDir
    static Path directory;

    private static TraceDatabase database;

    @BeforeAll
    static void open() throws IOException, QueryException {
        Path session = directory.resolve("sample");
        SampleTrace.write(
                session,
                Images.elf(new Images.Symbol("main", 0x4000_8000, 0x40), new Images.Symbol("idle", 0x4000_8060, 0)));
        database = TraceDatabase.open(List.of(session), TraceOptions.standard());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** The queries and their rows: a line {@code > query}, then a line for each row. */
    static Map<String, List<String>> cases() {
        String text = SchemaFile.text("macros.expected");
        Map<String, List<String>> cases = new TreeMap<>();
        Matcher start = CASE.matcher(text);
        while (start.find()) {
            int end = text.indexOf("\n> ", start.end());
            String rows = text.substring(start.end(), end < 0 ? text.length() : end + 1)
                    .strip();
            cases.put(start.group(1), rows.isEmpty() ? List.of() : rows.lines().toList());
        }
        return cases;
    }

    static Set<String> queries() {
        return cases().keySet();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryAnswersWhatWasWorkedOutByHand(String query) throws QueryException {
        List<String> expected = cases().getOrDefault(query, List.of());
        assertEquals(String.join("\n", expected), String.join("\n", Tables.rows(database, query)), query);
    }

    @Test
    void everyMacroAndTableIsAsked() {
        Set<String> missing = new TreeSet<>();
        for (SchemaObject object : Schema.TRACE.objects()) {
            boolean asked = queries().stream().anyMatch(query -> query.matches(".*\\b" + object.name() + "\\b.*"));
            if (object.kind() != Kind.EVENT && !asked) {
                missing.add(object.name());
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyEventViewHasTheEventsOfItsType() throws QueryException {
        List<String> counted = new ArrayList<>();
        for (SchemaObject view : Schema.TRACE.objects(Kind.EVENT)) {
            String kind = view.name().substring("ev_".length()).toUpperCase(Locale.ROOT);
            String sql = "SELECT (SELECT count(*) FROM %s) = (SELECT count(*) FROM events WHERE kind = '%s')"
                    .formatted(view.name(), kind);
            assertEquals(List.of("true"), Tables.rows(database, sql), view.name());
            counted.add(view.name());
        }
        assertTrue(counted.contains("ev_hyp_trap"));
    }
}
