package trapline.shell.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.query.QueryException;
import trapline.query.Schema;
import trapline.query.TraceDatabase;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

class SqlScriptTest {
    @TempDir
    static Path directory;

    private static TraceDatabase database;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void open() throws IOException, QueryException {
        database = EmptySession.open(directory.resolve("session"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void fresh() {
        out = new StringWriter();
        err = new StringWriter();
    }

    private int run(boolean files, String text) {
        return SqlScript.run(database, new SqlSettings(OutputFormat.CSV, OutputStyle.PLAIN, out, err, files), text);
    }

    @Test
    void statementsRunInOrderAndTheLastMayLackItsSemicolon() {
        assertEquals(
                0, run(false, "SELECT 1 AS a; SELECT\n 2 AS b -- two\n;\n\nSELECT pc FROM traps WHERE pc = 0x8000"));
        assertEquals("a\n1\nb\n2\npc\n32768\n", out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void theFirstErrorEndsTheScript() {
        assertEquals(1, run(false, "SELECT 1 AS a; SELECT nothing; SELECT 2 AS b"));
        assertEquals("a\n1\n", out.toString());
        assertTrue(err.toString().startsWith("error: Binder Error"), err.toString());
        assertTrue(err.toString().contains("^"), "the place is not shown: " + err);
    }

    @Test
    void anUnfinishedQuotationIsAnError() {
        assertEquals(1, run(false, "SELECT 'abc;"));
        assertTrue(err.toString().contains("does not end"), err.toString());
    }

    @Test
    void aMacroWithoutItsParenthesesGetsAHint() {
        assertEquals(1, run(false, "FROM trap_stats"));
        assertTrue(err.toString().contains("write FROM trap_stats()"), err.toString());
    }

    @Test
    void dotCommandsStandOnTheirOwnLines() {
        assertEquals(0, run(false, ".mode jsonl\nSELECT 1 AS a;\n.mode\n.last\n.quit\nSELECT 2 AS b;"));
        assertEquals("{\"a\":1}\njsonl\n{\"a\":1}\n", out.toString());
    }

    @Test
    void aDotWithinAStatementOrCommentIsNoCommand() {
        assertEquals(0, run(false, "SELECT 1 -\n.5 AS a;\n/*\n.quit\n*/ SELECT 2 AS b;"));
        assertEquals("a\n0.5\nb\n2\n", out.toString());
    }

    @Test
    void unknownCommandsAndArgumentsAreErrors() {
        for (String line : List.of(".nothing", ".mode xml", ".rows many", ".explain", ".schema nothing", ".timer 3")) {
            fresh();
            assertEquals(1, run(true, line), line);
            assertTrue(err.toString().startsWith("error: "), line + ": " + err);
        }
    }

    @Test
    void helpAndSchemaDescribeEverything() {
        assertEquals(0, run(false, ".help\n.tables\n.schema trap_stats\n.help traps\n.sessions\n.explain 0"));
        Schema.TRACE.objects().forEach(object -> assertTrue(out.toString().contains(object.name()), object.name()));
        assertTrue(out.toString().contains("rel_stddev_pct DOUBLE"), out.toString());
        assertTrue(out.toString().contains("PL1_EXCEPTION"), ".explain says nothing");
    }

    @Test
    void aScriptFromElsewhereNamesNoFiles() throws IOException {
        Path file = directory.resolve("stolen.csv");
        assertEquals(1, run(false, ".output " + file + "\nSELECT 1;"));
        assertFalse(Files.exists(file));
        assertEquals(1, run(false, ".read /etc/passwd"));
    }

    @Test
    void resultsGoToAFileAndFilesAreRun() throws IOException {
        Path results = directory.resolve("results.csv");
        Path script = Files.writeString(directory.resolve("script.sql"), "SELECT 3 AS c;\n.mode jsonl\n");
        assertEquals(
                0, run(true, ".output " + results + "\nSELECT 1 AS a;\n.output\n.read " + script + "\nSELECT 2 AS b;"));
        assertEquals("a\n1\n", Files.readString(results));
        assertEquals("c\n3\n{\"b\":2}\n", out.toString());
    }
}
