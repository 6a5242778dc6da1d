package trapline.shell.sql;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import trapline.query.SqlText;
import trapline.query.TraceDatabase;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

/**
 * The interactive prompt: statements over several lines up to a semicolon, dot-commands, history, completion. Ctrl-C
 * gives up the line, or the statement that runs; Ctrl-D ends the shell.
 */
public final class SqlPrompt {
    private static final String PROMPT = "trapline> ";
    private static final String CONTINUED = "     ...> ";
    private static final long ROWS = 1000;

    private final TraceDatabase database;
    private final Terminal terminal;
    private final Optional<OutputFormat> format;
    private final Optional<Path> history;

    private SqlPrompt(
            TraceDatabase database, Terminal terminal, Optional<OutputFormat> format, Optional<Path> history) {
        this.database = database;
        this.terminal = terminal;
        this.format = format;
        this.history = history;
    }

    /**
     * Reads statements from standard input until its end: with a prompt on a terminal, without one off it, where the
     * first error ends it with exit code 1.
     *
     * @param format the format asked for; a box on a terminal and CSV off it when there is none
     */
    public static int run(TraceDatabase database, Optional<OutputFormat> format) throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
                return run(database, terminal, format, historyFile());
            }
        }
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        var out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        var err = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
        OutputFormat chosen = format.orElse(OutputFormat.standard(false));
        return SqlScript.run(database, new SqlSettings(chosen, OutputStyle.PLAIN, out, err, true), text);
    }

    /** The prompt on a given terminal, with a file for its history. */
    static int run(TraceDatabase database, Terminal terminal, Optional<OutputFormat> format, Optional<Path> history) {
        return new SqlPrompt(database, terminal, format, history).loop();
    }

    private int loop() {
        OutputStyle style =
                OutputStyle.terminal(Math.max(terminal.getWidth(), 20)).withMaxRows(ROWS);
        SqlSettings settings =
                new SqlSettings(format.orElse(OutputFormat.BOX), style, terminal.writer(), terminal.writer(), true);
        LineReader reader = reader();
        terminal.handle(Terminal.Signal.INT, signal -> database.cancel());
        try (SqlSession session = new SqlSession(database, settings)) {
            session.tell("Trapline: .help for help, FROM trap_stats(); to begin with, Ctrl-D to end");
            while (!session.finished()) {
                try {
                    run(session, reader.readLine(PROMPT));
                } catch (UserInterruptException e) {
                    session.tell("(Ctrl-D ends the shell)");
                } catch (EndOfFileException e) {
                    session.finish();
                }
            }
        }
        return 0;
    }

    /** Runs what was typed; an error does not end the shell. */
    private void run(SqlSession session, String text) {
        session.style(OutputStyle.terminal(Math.max(terminal.getWidth(), 20))
                .withMaxRows(session.style().maxRows()));
        if (SqlSession.isCommand(text)) {
            session.run(text);
            return;
        }
        for (String statement : SqlText.split(text).statements()) {
            if (!session.run(statement)) {
                return;
            }
        }
    }

    private LineReader reader() {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("trapline")
                .parser(new StatementParser())
                .completer(new SqlCompleter(database))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }

    /** Where the history is kept (XDG Base Directory Specification); empty when it cannot be written. */
    private static Optional<Path> historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || !Path.of(state).isAbsolute()
                ? Path.of(System.getProperty("user.home", "."), ".local", "state")
                : Path.of(state);
        Path directory = base.resolve("trapline");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Files.isWritable(directory) ? Optional.of(directory.resolve("history")) : Optional.empty();
    }
}
