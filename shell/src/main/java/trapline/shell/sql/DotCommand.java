package trapline.shell.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trapline.query.QueryException;
import trapline.query.Schema;
import trapline.query.SchemaColumn;
import trapline.query.SchemaObject;
import trapline.query.SchemaObject.Kind;
import trapline.shell.output.OutputFormat;

/** The commands that begin with a dot and end with the line. */
enum DotCommand {
    /** Lists the commands, or describes a table or macro. */
    HELP("[NAME]", "these commands, or what a table or macro is for", DotCommand::help),
    /** Lists what queries can name. */
    TABLES("[TEXT]", "tables, events and macros, those with TEXT in their names", DotCommand::tables),
    /** Lists columns. */
    SCHEMA("[NAME]", "the columns of a table or macro, of all tables without NAME", DotCommand::schema),
    /** Lists the open sessions. */
    SESSIONS("", "the sessions that are open", (session, argument) -> statement(session, "FROM sessions")),
    /** Explains an event. */
    EXPLAIN("SEQ [SESSION]", "one event in plain words", DotCommand::explain),
    /** Runs the last statement again. */
    LAST("", "runs the last statement again, as after .mode or .output", DotCommand::last),
    /** Sets the format. */
    MODE("[FORMAT]", "the format of results: box, csv, json, jsonl, markdown, vertical", DotCommand::mode),
    /** Sets how many rows a table shows. */
    ROWS("[N]", "how many rows of a result are shown on the terminal, 0 for all", DotCommand::rows),
    /** Sends results elsewhere. */
    OUTPUT("[FILE]", "writes results to a file; without FILE to the terminal again", DotCommand::output),
    /** Runs a file. */
    READ("FILE", "runs the statements in a file", DotCommand::read),
    /** Shows times. */
    TIMER("[on|off]", "shows how long each statement took", DotCommand::timer),
    /** Ends the shell. */
    QUIT("", "ends the shell, as Ctrl-D does", (session, argument) -> session.finish());

    private static final int NAME_WIDTH = 24;

    private final String arguments;
    private final String purpose;
    private final Action action;

    DotCommand(String arguments, String purpose, Action action) {
        this.arguments = arguments;
        this.purpose = purpose;
        this.action = action;
    }

    /** What a command does with the text behind its name. */
    private interface Action {
        void run(SqlSession session, String argument) throws QueryException, IOException;
    }

    /** The command as it is typed. */
    String typed() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** What it is for. */
    String purpose() {
        return purpose;
    }

    /** Runs a line that begins with a dot. */
    static void run(SqlSession session, String line) throws QueryException, IOException {
        String[] parts = line.split("\\s+", 2);
        String argument = parts.length > 1 ? parts[1].strip() : "";
        if (argument.endsWith(";")) {
            argument = argument.substring(0, argument.length() - 1).strip();
        }
        String name = parts[0].replace(";", "");
        for (DotCommand command : values()) {
            if (command.typed().equals(name) || command == QUIT && name.equals(".exit")) {
                command.action.run(session, argument);
                return;
            }
        }
        throw new QueryException("there is no command " + name + "; .help lists them");
    }

    private static void statement(SqlSession session, String sql) throws QueryException, IOException {
        if (!session.run(sql)) {
            throw new QueryException("the statement was: " + sql);
        }
    }

    private static void help(SqlSession session, String name) throws QueryException, IOException {
        if (!name.isEmpty()) {
            describe(session, named(name));
            return;
        }
        session.say(
                "Statements end with a semicolon. Hexadecimal numbers (0x8000) and sym('main') stand for addresses.");
        for (DotCommand command : values()) {
            String typed = (command.typed() + " " + command.arguments).strip();
            session.say("  " + padded(typed) + command.purpose);
        }
        session.say("Start with FROM trap_stats(); .tables lists what else there is.");
    }

    private static void describe(SqlSession session, SchemaObject object) throws IOException {
        session.say(object.signature());
        session.say("  " + object.purpose());
        for (SchemaColumn column : object.columns()) {
            session.say("  " + padded(column.name() + " " + column.type()) + column.meaning());
        }
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(1, NAME_WIDTH - text.length()));
    }

    private static SchemaObject named(String name) throws QueryException {
        Optional<SchemaObject> found = Schema.TRACE.find(name.replaceAll("\\(.*", ""));
        if (found.isEmpty()) {
            throw new QueryException("there is no table or macro " + name + "; .tables lists them");
        }
        return found.get();
    }

    private static void tables(SqlSession session, String text) throws IOException {
        for (Kind kind : Kind.values()) {
            List<SchemaObject> found = new ArrayList<>();
            for (SchemaObject object : Schema.TRACE.objects(kind)) {
                if (object.name().contains(text.toLowerCase(Locale.ROOT))) {
                    found.add(object);
                }
            }
            if (!found.isEmpty()) {
                session.say(heading(kind));
            }
            for (SchemaObject object : found) {
                session.say("  " + padded(object.name()) + firstSentence(object.purpose()));
            }
        }
    }

    private static String heading(Kind kind) {
        return switch (kind) {
            case TABLE -> "Tables";
            case EVENT -> "Events as recorded";
            case MACRO -> "Macros: FROM name()";
            case FUNCTION -> "Functions";
        };
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static void schema(SqlSession session, String name) throws QueryException, IOException {
        List<SchemaObject> objects = name.isEmpty() ? Schema.TRACE.objects(Kind.TABLE) : List.of(named(name));
        for (SchemaObject object : objects) {
            describe(session, object);
        }
    }

    private static void explain(SqlSession session, String argument) throws QueryException, IOException {
        String[] parts = argument.split("\\s+");
        if (!argument.matches("\\d+(\\s+\\d+)?")) {
            throw new QueryException("say which event: .explain SEQ");
        }
        String of = parts.length > 1 ? ", session := " + parts[1] : "";
        statement(session, "FROM explain(" + parts[0] + of + ")");
    }

    private static void last(SqlSession session, String argument) throws QueryException, IOException {
        Optional<String> sql = session.last();
        if (sql.isEmpty()) {
            throw new QueryException("there was no statement yet");
        }
        statement(session, sql.get());
    }

    private static void mode(SqlSession session, String name) throws QueryException, IOException {
        if (name.isEmpty()) {
            session.say(session.format().toString());
            return;
        }
        Optional<OutputFormat> format = OutputFormat.of(name);
        if (format.isEmpty()) {
            throw new QueryException("there is no format " + name + "; there are " + List.of(OutputFormat.values()));
        }
        session.format(format.get());
    }

    private static void rows(SqlSession session, String number) throws QueryException, IOException {
        if (number.isEmpty()) {
            session.say(Long.toString(session.style().maxRows()));
        } else if (number.matches("\\d{1,18}")) {
            session.style(session.style().withMaxRows(Long.parseLong(number)));
        } else {
            throw new QueryException("say how many rows: .rows 100, or 0 for all");
        }
    }

    private static void output(SqlSession session, String file) throws QueryException, IOException {
        requireFiles(session);
        session.output(file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)));
    }

    private static void read(SqlSession session, String file) throws QueryException, IOException {
        requireFiles(session);
        if (file.isEmpty()) {
            throw new QueryException("say which file: .read FILE");
        }
        String text;
        try {
            text = Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new QueryException("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (!SqlScript.run(session, text)) {
            throw new QueryException(file + " was not run to its end");
        }
    }

    private static void requireFiles(SqlSession session) throws QueryException {
        if (!session.settings().files()) {
            throw new QueryException(".read and .output work in trapline shell only; redirect the output instead");
        }
    }

    private static void timer(SqlSession session, String setting) throws QueryException, IOException {
        switch (setting) {
            case "on" -> session.timer(true);
            case "off" -> session.timer(false);
            case "" -> session.say(session.timer() ? "on" : "off");
            default -> throw new QueryException("say .timer on or .timer off");
        }
    }
}
