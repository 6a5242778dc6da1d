package trapline.shell.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import trapline.query.QueryException;
import trapline.query.Schema;
import trapline.query.SchemaColumn;
import trapline.query.SchemaObject;
import trapline.query.SchemaObject.Kind;
import trapline.query.TraceDatabase;
import trapline.shell.output.OutputFormat;

/**
 * Completes names: after FROM and JOIN tables and macros; elsewhere the columns of the tables in the statement, then
 * keywords, other columns, functions, tables; at the start of a line dot-commands.
 */
final class SqlCompleter implements Completer {
    private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN", "INTO", "TABLE", "DESCRIBE", "UPDATE");
    private static final int NEAR = 1;
    private static final int KEYWORD = 2;
    private static final int FAR = 3;
    private static final int FUNCTION = 4;

    private final TraceDatabase database;
    private Optional<List<String>> keywords = Optional.empty();
    private Optional<List<String>> functions = Optional.empty();

    SqlCompleter(TraceDatabase database) {
        this.database = database;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (SqlSession.isCommand(line.line())) {
            completeCommand(line, candidates);
        } else if (line.wordIndex() > 0
                && BEFORE_TABLES.contains(upper(line.words().get(line.wordIndex() - 1)))) {
            addTables(candidates, NEAR);
        } else {
            addColumns(line, candidates);
            loadNames();
            keywords.orElse(List.of()).forEach(word -> add(candidates, upper(word), "keyword", "", KEYWORD));
            addTables(candidates, FAR);
            functions.orElse(List.of()).forEach(name -> add(candidates, name, "function", "", FUNCTION));
        }
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static void completeCommand(ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            for (DotCommand command : DotCommand.values()) {
                add(candidates, command.typed(), "command", command.purpose(), NEAR);
            }
        } else if (line.words().getFirst().equals(DotCommand.MODE.typed())) {
            for (OutputFormat format : OutputFormat.values()) {
                add(candidates, format.toString(), "format", "", NEAR);
            }
        } else {
            for (SchemaObject object : Schema.TRACE.objects()) {
                add(candidates, object.name(), "name", "", NEAR);
            }
        }
    }

    private void addTables(List<Candidate> candidates, int place) {
        for (SchemaObject object : Schema.TRACE.objects()) {
            if (object.kind() == Kind.MACRO) {
                String call = object.name() + "(";
                candidates.add(new Candidate(call, call, "macro", null, null, null, false, place));
            } else if (object.kind() != Kind.FUNCTION) {
                add(candidates, object.name(), "table", "", place);
            }
        }
        names("SELECT table_name FROM duckdb_tables() WHERE database_name IN ('memory', 'temp')"
                        + " UNION SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'temp'")
                .forEach(name -> add(candidates, name, "table", "", place));
    }

    /** The columns of the tables and macros that the statement names come first. */
    private static void addColumns(ParsedLine line, List<Candidate> candidates) {
        Set<String> seen = new HashSet<>();
        for (String word : line.words()) {
            Schema.TRACE.find(word).ifPresent(object -> addColumns(object, candidates, seen, NEAR));
        }
        for (SchemaObject object : Schema.TRACE.objects()) {
            addColumns(object, candidates, seen, FAR);
        }
    }

    private static void addColumns(SchemaObject object, List<Candidate> candidates, Set<String> seen, int place) {
        for (SchemaColumn column : object.columns()) {
            if (seen.add(column.name())) {
                add(candidates, column.name(), "column", "", place);
            }
        }
    }

    private void loadNames() {
        if (keywords.isEmpty()) {
            keywords = Optional.of(names("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category ="
                    + " 'reserved' OR keyword_name IN ('by', 'over', 'partition', 'values', 'exists', 'between')"));
            functions = Optional.of(names("SELECT DISTINCT function_name || '(' FROM duckdb_functions() WHERE"
                    + " function_type IN ('scalar', 'aggregate', 'macro') AND regexp_matches(function_name, '^[a-z]')"
                    + " AND function_name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1"));
        }
    }

    /** Names by a query of our own; none when it fails, for completion must not disturb. */
    private List<String> names(String sql) {
        try {
            return database.firstColumn(sql);
        } catch (QueryException e) {
            return List.of();
        }
    }

    private static void add(List<Candidate> candidates, String name, String group, String meaning, int place) {
        boolean complete = !name.endsWith("(");
        String description = meaning.isEmpty() ? null : meaning;
        candidates.add(new Candidate(name, name, group, description, null, null, complete, place));
    }
}
