package trapline.shell.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trapline.query.QueryException;
import trapline.query.TraceDatabase;

class SqlPromptTest {
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

    private static Terminal terminal(String typed, ByteArrayOutputStream shown) throws IOException {
        return new DumbTerminal(
                "test",
                "dumb",
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                shown,
                StandardCharsets.UTF_8);
    }

    @Test
    @Timeout(60)
    void statementsOverSeveralLinesRunAndErrorsDoNotEndTheShell() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        String typed = "SELECT 41\n + 0x1 AS answer;\nSELECT nothing;\n.mode csv\nSELECT 'still' AS alive;\n.quit\n";
        try (Terminal terminal = terminal(typed, shown)) {
            assertEquals(0, SqlPrompt.run(database, terminal, Optional.empty(), Optional.empty()));
        }
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("│     42 │"), text);
        assertTrue(text.contains("error: Binder Error"), text);
        assertTrue(text.contains("alive\nstill") || text.contains("alive\r\nstill"), text);
    }

    private static List<String> completions(String line) throws IOException {
        try (Terminal terminal = terminal("", new ByteArrayOutputStream())) {
            ParsedLine parsed = new StatementParser().parse(line, line.length(), ParseContext.COMPLETE);
            List<Candidate> candidates = new ArrayList<>();
            new SqlCompleter(database)
                    .complete(LineReaderBuilder.builder().terminal(terminal).build(), parsed, candidates);
            return candidates.stream()
                    .filter(c -> c.value().toLowerCase(Locale.ROOT).startsWith(parsed.word()))
                    .sorted()
                    .map(Candidate::value)
                    .toList();
        }
    }

    @Test
    void tablesAndMacrosAreCompletedAfterFrom() throws IOException {
        assertEquals(List.of("trap_stats(", "traps"), completions("SELECT * FROM trap"));
        assertEquals(List.of("world_switch_stats(", "world_switches"), completions("FROM world"));
    }

    @Test
    void columnsOfTheTablesInTheStatementComeFirst() throws IOException {
        List<String> found = completions("FROM traps SELECT out");
        assertEquals("outcome", found.getFirst());
        List<String> all = completions("FROM messages WHERE c");
        assertTrue(all.indexOf("channel") < all.indexOf("cpu"), all.toString());
        assertTrue(all.indexOf("cpu") < all.indexOf("count("), all.toString());
    }

    @Test
    void keywordsAndFunctionsAreCompleted() throws IOException {
        assertTrue(completions("sel").contains("SELECT"));
        assertTrue(completions("SELECT quantile_c").contains("quantile_cont("));
        assertTrue(completions("SELECT sy").contains("sym("));
    }

    @Test
    void commandsAndTheirArgumentsAreCompleted() throws IOException {
        assertEquals(List.of(".mode"), completions(".mo"));
        assertEquals(List.of("json", "jsonl"), completions(".mode js"));
        assertEquals(List.of("trap_stats", "traps"), completions(".schema trap"));
    }

    @Test
    void aStatementIsCompleteAtItsSemicolon() {
        StatementParser parser = new StatementParser();
        for (String open : List.of("SELECT 1", "SELECT ';", "SELECT 1; SELECT", "/* a;")) {
            assertThrows(EOFError.class, () -> parser.parse(open, 0, ParseContext.ACCEPT_LINE), open);
            assertEquals(open, parser.parse(open, 0, ParseContext.COMPLETE).line());
        }
        for (String complete : List.of("SELECT 1;", ".help", "", "-- nothing", "SELECT ';';")) {
            assertEquals(
                    complete,
                    parser.parse(complete, 0, ParseContext.ACCEPT_LINE).line());
        }
    }

    @Test
    void theWordAtTheCursorIsTheOneCompleted() {
        StatementParser parser = new StatementParser();
        ParsedLine middle = parser.parse("SELECT pc, du FROM traps", 13, ParseContext.COMPLETE);
        assertEquals("du", middle.word());
        assertEquals(2, middle.wordCursor());
        ParsedLine empty = parser.parse("SELECT (", 8, ParseContext.COMPLETE);
        assertEquals("", empty.word());
        assertEquals(1, empty.wordIndex());
        ParsedLine between = parser.parse("SELECT  FROM traps", 7, ParseContext.COMPLETE);
        assertEquals("", between.word());
    }
}
