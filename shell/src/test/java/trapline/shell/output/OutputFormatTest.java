package trapline.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.query.QueryException;
import trapline.query.QueryResult;
import trapline.query.TraceDatabase;
import trapline.shell.sql.EmptySession;

class OutputFormatTest {
    private static final String ROWS =
            "SELECT * FROM (VALUES (1, 'a,b', 0x8000), (-20, NULL, NULL), (300, '', 4)) t(n, s, pc)";
    private static final OutputStyle TERMINAL = new OutputStyle(true, 40, false, 0);

    @TempDir
    static Path directory;

    private static TraceDatabase database;

    @BeforeAll
    static void open() throws IOException, QueryException {
        database = EmptySession.open(directory.resolve("session"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String written(OutputFormat format, OutputStyle style, String sql)
            throws IOException, QueryException {
        StringWriter out = new StringWriter();
        try (QueryResult result = database.execute(sql)) {
            format.writer().write(result, out, style);
        }
        return out.toString();
    }

    private static String written(OutputFormat format, String sql) throws IOException, QueryException {
        return written(format, OutputStyle.PLAIN, sql);
    }

    @Test
    void boxAlignsNumbersAndPrintsAddressesInHexadecimal() throws IOException, QueryException {
        String expected = """
                ┌─────┬──────┬────────────┐
                │   n │ s    │         pc │
                ├─────┼──────┼────────────┤
                │   1 │ a,b  │ 0x00008000 │
                │ -20 │ NULL │       NULL │
                │ 300 │      │ 0x00000004 │
                └─────┴──────┴────────────┘
                """;
        assertEquals(expected, written(OutputFormat.BOX, ROWS));
    }

    @Test
    void csvQuotesWhatNeedsItAndTellsNullFromEmpty() throws IOException, QueryException {
        assertEquals("n,s,pc\n1,\"a,b\",32768\n-20,,\n300,\"\",4\n", written(OutputFormat.CSV, ROWS));
        assertEquals(
                "\"a\"\"b\",x\n\"1\n2\",3\n",
                written(OutputFormat.CSV, "SELECT '1' || chr(10) || '2' AS \"a\"\"b\", 3 AS x"));
    }

    @Test
    void markdownEscapesWhatWouldBreakTheTable() throws IOException, QueryException {
        assertEquals(
                "| n | s | pc |\n| ---: | --- | ---: |\n| 1 | a\\|b<br> | 0x00000001 |\n".replace("<br>", "&lt;br>"),
                written(OutputFormat.MARKDOWN, "SELECT 1 AS n, 'a|b<br>' AS s, 1 AS pc"));
    }

    @Test
    void verticalWritesOneValueALine() throws IOException, QueryException {
        assertEquals(
                "-[ row 1 ]\n   n = 1\nlong = 0.5\n-[ row 2 ]\n   n = 2\nlong = NULL\n",
                written(OutputFormat.VERTICAL, "SELECT * FROM (VALUES (1, 0.5), (2, NULL)) t(n, long)"));
    }

    @Test
    void jsonLinesAreObjects() throws IOException, QueryException {
        assertEquals(
                "{\"n\":1,\"s\":\"a,b\",\"pc\":32768}\n{\"n\":-20,\"s\":null,\"pc\":null}\n{\"n\":300,\"s\":\"\",\"pc\":4}\n",
                written(OutputFormat.JSONL, ROWS));
    }

    @Test
    void jsonIsValidForEveryType() throws IOException, QueryException {
        String sql = """
                SELECT 9223372036854775807 AS big, 'nan'::DOUBLE AS nan, '-inf'::FLOAT AS inf, 1e300 AS huge, 1e-9 AS tiny,
                    170141183460469231731687303715884105727::HUGEINT AS wide, 1.50::DECIMAL(10, 2) AS exact,
                    'a"\\' || chr(10) || chr(1) AS text, '\\x00\\xFF'::BLOB AS bytes, [1, NULL] AS list,
                    {'x': 1, 'y': ['z']} AS struct, MAP {'k': 1, 'l': 2} AS map, DATE '2024-02-29' AS day,
                    TIMESTAMP '2024-02-29 12:00:00.25' AS stamp, TIME '01:02:03' AS hour, INTERVAL 2 DAY AS span,
                    TRUE AS yes, NULL AS none, 1 AS twice, 2 AS twice, 'a'::ENUM ('a') AS sort, 7::UTINYINT AS small,
                    uuid() AS id, '101'::BIT AS bits, 18446744073709551615::UBIGINT AS unsigned
                """;
        JsonNode row =
                new ObjectMapper().readTree(written(OutputFormat.JSON, sql)).get(0);
        assertEquals(Long.MAX_VALUE, row.get("big").longValue());
        assertTrue(row.get("nan").isNull()
                && row.get("inf").isNull()
                && row.get("none").isNull());
        assertEquals(1e300, row.get("huge").doubleValue());
        assertEquals("170141183460469231731687303715884105727", row.get("wide").toString());
        assertEquals("a\"\\\n\u0001", row.get("text").textValue());
        assertEquals("00ff", row.get("bytes").textValue());
        assertEquals("[1,null]", row.get("list").toString());
        assertEquals("{\"x\":1,\"y\":[\"z\"]}", row.get("struct").toString());
        assertEquals("{\"k\":1,\"l\":2}", row.get("map").toString());
        assertEquals("2024-02-29", row.get("day").textValue());
        assertEquals("2024-02-29 12:00:00.25", row.get("stamp").textValue());
        assertEquals("01:02:03", row.get("hour").textValue());
        assertTrue(row.get("yes").booleanValue());
        assertEquals(2, row.get("twice_1").intValue());
        assertEquals("18446744073709551615", row.get("unsigned").toString());
    }

    @ParameterizedTest
    @EnumSource
    void resultsWithoutRowsAreWellFormed(OutputFormat format) throws IOException, QueryException {
        String empty = written(format, "SELECT 1 AS a WHERE FALSE");
        String expected =
                switch (format) {
                    case BOX -> "┌───┐\n│ a │\n├───┤\n└───┘\n";
                    case CSV -> "a\n";
                    case JSON -> "[]\n";
                    case JSONL, VERTICAL -> "";
                    case MARKDOWN -> "| a |\n| ---: |\n";
                };
        assertEquals(expected, empty);
        assertEquals("", written(format, "CREATE OR REPLACE VIEW v AS SELECT 1"));
    }

    @Test
    void textOfAGuestCannotDriveTheTerminal() throws IOException, QueryException {
        for (OutputFormat format :
                new OutputFormat[] {OutputFormat.BOX, OutputFormat.VERTICAL, OutputFormat.MARKDOWN}) {
            String text = written(format, "SELECT 'a' || chr(27) || '[2J' || chr(10) || chr(155) AS s");
            assertFalse(text.contains("\u001B") || text.contains("\u009B"), format.toString());
            assertTrue(text.contains("\\x1B[2J\\n\\x9B") || text.contains("\\\\x1B[2J\\\\n\\\\x9B"), text);
        }
    }

    @Test
    void aTerminalCutsTextAndThenTurnsToVertical() throws IOException, QueryException {
        String cut = written(OutputFormat.BOX, TERMINAL, "SELECT 1 AS n, repeat('x', 100) AS s");
        assertTrue(cut.lines().allMatch(line -> CellText.width(line) <= 40), cut);
        assertTrue(cut.contains("x…") && cut.contains("(1 row)"), cut);
        String names =
                written(OutputFormat.BOX, TERMINAL, "SELECT 1 AS a_name_of_some_length, 2 AS another_long_name_of_it");
        assertTrue(names.contains("│ a_name") && names.lines().allMatch(line -> CellText.width(line) <= 40), names);
        String wide = written(
                OutputFormat.BOX, TERMINAL, "SELECT 10000000000 AS a, 10000000000 AS b, 10000000000 AS c, 4 AS d");
        assertTrue(wide.startsWith("-[ row 1 ]\na = 10000000000\n"), wide);
        String whole = written(OutputFormat.BOX, "SELECT repeat('x', 1000) AS s");
        assertTrue(whole.contains("x".repeat(1000)), "cut short off a terminal");
    }

    @Test
    void wideCharactersTakeTheirRoom() throws IOException, QueryException {
        assertEquals(
                "│ 漢字 │",
                written(OutputFormat.BOX, "SELECT '漢字' AS abcd")
                        .lines()
                        .toList()
                        .get(3));
    }

    @Test
    void onlySoManyRowsAreShownWhenThatIsAsked() throws IOException, QueryException {
        String text = written(OutputFormat.BOX, TERMINAL.withMaxRows(2), "FROM range(3)");
        assertTrue(text.contains("│     1 │") && !text.contains("│     2 │") && text.contains("more rows"), text);
        assertTrue(written(OutputFormat.BOX, TERMINAL.withMaxRows(3), "FROM range(3)")
                .contains("(3 rows)"));
    }

    @Test
    void longResultsAreDrawnAsSeveralTables() throws IOException, QueryException {
        String text = written(OutputFormat.BOX, "FROM range(20001)");
        assertEquals(20_001 + 3 * 4, text.lines().count());
    }

    @Test
    void formatsHaveNames() {
        assertEquals(Optional.of(OutputFormat.JSONL), OutputFormat.of("JSONL"));
        assertEquals(Optional.empty(), OutputFormat.of("xml"));
        assertEquals(OutputFormat.CSV, OutputFormat.standard(false));
    }
}
