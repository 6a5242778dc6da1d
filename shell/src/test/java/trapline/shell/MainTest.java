package trapline.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path dir;

    private int run(String... args) {
        CommandLine command = Main.commandLine(args);
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(args);
    }

    @Test
    void theVersionIsToldOnStandardOutput() {
        assertEquals(0, run("--version"));
        assertEquals("trapline " + Main.VERSION, out.toString().strip());
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertEquals(2, run("info", "--bogus"));
        assertTrue(err.toString().startsWith("trapline info: "), err.toString());
        assertTrue(err.toString().contains("Try 'trapline info --help'."), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record | --detail=all | --detail is all, must be one of inputs, events",
                "bench | --format=foo | --format is foo, must be one of box, csv, json",
                "bench | --only=qemu,turns | --only is turns, must be one of qemu, icount, rr-record, rr-replay, machine",
                "bench | --executor=jit | --executor is jit, must be one of interpreter, compiler",
                "bench | --runs=x | Invalid value for option '--runs': 'x' is not an int"
            })
    void whatIsNoneOfTheWordsOfAnOptionIsNamedBesideThem(String command, String option, String expected) {
        assertEquals(2, run(command, option));
        assertTrue(err.toString().startsWith("trapline " + command + ": " + expected), err.toString());
    }

    @Test
    void withoutACommandTheCommandsAreListed() {
        assertEquals(2, run());
        assertTrue(err.toString().contains("record"), err.toString());
    }

    @Test
    void whatIsNotThereYetSaysSo() {
        assertEquals(2, run("report", "DIR", "-o", "x.html"));
        assertTrue(err.toString().contains("not available in this version"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "check"})
    void aMissingSessionIsNamed(String command) {
        assertEquals(1, run(command, dir.resolve("none").toString()));
        assertTrue(err.toString().contains(dir.resolve("none").toString()), err.toString());
        assertFalse(err.toString().contains("\tat "), "no stack trace: " + err);
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertEquals(0, run(command, "--help"), command);
            assertTrue(out.toString().contains("Usage: trapline " + command + " "), out.toString());
        }
    }

    @Test
    void aCommandIsFoundByTheNameThatItHas() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            assertEquals(name, command.getCommandName());
            assertEquals(Set.of(name), Main.commandLine(name).getSubcommands().keySet());
        });
        assertEquals(
                Main.commandLine().getSubcommands().keySet(),
                Main.commandLine("recrod").getSubcommands().keySet(),
                "all can be suggested");
    }
}
