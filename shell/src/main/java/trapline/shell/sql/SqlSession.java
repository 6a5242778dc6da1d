package trapline.shell.sql;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import trapline.query.QueryException;
import trapline.query.QueryResult;
import trapline.query.Schema;
import trapline.query.SchemaObject.Kind;
import trapline.query.TraceDatabase;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

/** A row of statements and dot-commands, and what they leave set: format, output, timer. */
final class SqlSession implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final TraceDatabase database;
    private final SqlSettings settings;
    private OutputFormat format;
    private OutputStyle style;
    private boolean timer;
    private boolean finished;
    private Optional<Writer> file = Optional.empty();
    private Optional<String> last = Optional.empty();

    SqlSession(TraceDatabase database, SqlSettings settings) {
        this.database = database;
        this.settings = settings;
        this.format = settings.format();
        this.style = settings.style();
    }

    /** Runs one statement, or one dot-command; false when it failed, which has been told then. */
    boolean run(String text) {
        try {
            if (isCommand(text)) {
                DotCommand.run(this, text.strip());
            } else {
                last = Optional.of(text);
                statement(text);
            }
            return true;
        } catch (QueryException e) {
            tell("error: " + withHint(e.getMessage()));
            return false;
        } catch (IOException e) {
            tell("error: cannot write: " + e.getMessage());
            return false;
        } finally {
            flush();
        }
    }

    static boolean isCommand(String text) {
        return text.stripLeading().startsWith(".");
    }

    private void statement(String sql) throws QueryException, IOException {
        long start = System.nanoTime();
        try (QueryResult result = database.execute(sql)) {
            long rows = format.writer().write(result, out(), file.isPresent() ? OutputStyle.PLAIN : style);
            if (timer) {
                tell("%d rows in %.3f s".formatted(rows, (System.nanoTime() - start) / NANOS));
            }
        }
    }

    /** DuckDB knows macros that yield tables only by their call. */
    private static String withHint(String message) {
        for (var macro : Schema.TRACE.objects(Kind.MACRO)) {
            if (message.contains("Table with name " + macro.name() + " does not exist")) {
                return message + "\n" + macro.name() + " is a macro: write FROM " + macro.name() + "()";
            }
        }
        return message;
    }

    TraceDatabase database() {
        return database;
    }

    SqlSettings settings() {
        return settings;
    }

    /** Where results go now. */
    Writer out() {
        return file.orElse(settings.out());
    }

    /** Writes a line of the shell's own to where results go. */
    void say(String line) throws IOException {
        out().write(line + "\n");
    }

    /** Writes a line to where errors go. */
    void tell(String line) {
        try {
            settings.err().write(line + "\n");
            settings.err().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to standard error", e);
        }
    }

    private void flush() {
        try {
            out().flush();
        } catch (IOException e) {
            finished = true;
        }
    }

    OutputFormat format() {
        return format;
    }

    void format(OutputFormat newFormat) {
        format = newFormat;
    }

    OutputStyle style() {
        return style;
    }

    void style(OutputStyle newStyle) {
        style = newStyle;
    }

    void timer(boolean on) {
        timer = on;
    }

    boolean timer() {
        return timer;
    }

    Optional<String> last() {
        return last;
    }

    /** Sends results to a file from now on; to the standard place when none is given. */
    void output(Optional<Path> path) throws IOException {
        closeFile();
        if (path.isPresent()) {
            file = Optional.of(new BufferedWriter(Files.newBufferedWriter(path.get())));
        }
    }

    private void closeFile() throws IOException {
        if (file.isPresent()) {
            Writer open = file.get();
            file = Optional.empty();
            open.close();
        }
    }

    /** Nothing more is to be run. */
    void finish() {
        finished = true;
    }

    boolean finished() {
        return finished;
    }

    @Override
    public void close() {
        try {
            closeFile();
        } catch (IOException e) {
            tell("error: cannot write: " + e.getMessage());
        }
    }
}
