package trapline.shell.sql;

import trapline.query.SqlText;
import trapline.query.TraceDatabase;

/** Statements and dot-commands out of a text, run one after the other until one fails. */
public final class SqlScript {
    private SqlScript() {}

    /** Runs a text; returns the exit code: 0, or 1 when something failed. The last semicolon may be missing. */
    public static int run(TraceDatabase database, SqlSettings settings, String text) {
        try (SqlSession session = new SqlSession(database, settings)) {
            return run(session, text) ? 0 : 1;
        }
    }

    /** Runs a text; false as soon as something failed. */
    static boolean run(SqlSession session, String text) {
        StringBuilder pending = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (session.finished()) {
                return true;
            }
            if (SqlSession.isCommand(line) && !SqlText.split(pending.toString()).hasRest()) {
                if (!session.run(line)) {
                    return false;
                }
            } else {
                pending.append(line).append('\n');
                if (line.contains(";") && !runComplete(session, pending)) {
                    return false;
                }
            }
        }
        return runRest(session, pending.toString());
    }

    /** Runs the complete statements, and leaves what follows them. */
    private static boolean runComplete(SqlSession session, StringBuilder pending) {
        SqlText.Split split = SqlText.split(pending.toString());
        pending.setLength(0);
        pending.append(split.rest());
        for (String statement : split.statements()) {
            if (!session.run(statement)) {
                return false;
            }
        }
        return true;
    }

    private static boolean runRest(SqlSession session, String rest) {
        SqlText.Split split = SqlText.split(rest);
        if (split.open()) {
            session.tell("error: a quotation or comment does not end: "
                    + rest.strip().lines().findFirst().orElse(""));
            return false;
        }
        return !split.hasRest() || session.run(split.rest().strip());
    }
}
