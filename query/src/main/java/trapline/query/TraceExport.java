package trapline.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trapline.query.SchemaObject.Kind;

/** Writes tables of sessions to files that other tools read. A file appears whole or not at all. */
public final class TraceExport {
    private final List<Path> sessions;
    private final TraceOptions options;

    /** An export of these sessions. */
    public TraceExport(List<Path> sessions, TraceOptions options) {
        this.sessions = List.copyOf(sessions);
        this.options = options;
    }

    /** The formats. */
    public enum Format {
        /** RFC 4180 with a header. */
        CSV("FORMAT csv, HEADER"),
        /** Apache Parquet, compressed with zstd. */
        PARQUET("FORMAT parquet, COMPRESSION zstd");

        private final String copyOptions;

        Format(String copyOptions) {
            this.copyOptions = copyOptions;
        }

        /** The ending of a file's name. */
        public String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes one table, event view or the result of a macro call without arguments to a file.
     *
     * @throws QueryException when there is none of this name, or the file cannot be written
     */
    public void write(String table, Format format, Path file) throws QueryException {
        SchemaObject object = Schema.TRACE
                .find(table)
                .filter(found -> found.kind() != Kind.FUNCTION)
                .orElseThrow(() -> new QueryException("there is no table or macro " + table));
        try (TraceDatabase database = TraceDatabase.connect(sessions, options)) {
            copy(database, object, format, file);
        }
    }

    /**
     * Writes every table to a file of its own in a directory; returns the files. The events one by one, which events
     * holds together, are left out.
     */
    public List<Path> writeAll(Format format, Path directory) throws QueryException {
        List<Path> files = new ArrayList<>();
        try (TraceDatabase database = TraceDatabase.connect(sessions, options)) {
            Files.createDirectories(directory);
            for (SchemaObject table : Schema.TRACE.objects(Kind.TABLE)) {
                if (!table.name().equals("event_fields")) {
                    Path file = directory.resolve(table.name() + "." + format.extension());
                    copy(database, table, format, file);
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw new QueryException("cannot make the directory " + directory + ": " + e.getMessage(), e);
        }
        return files;
    }

    private static void copy(TraceDatabase database, SchemaObject table, Format format, Path file)
            throws QueryException {
        Path unfinished = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        String source = table.kind() == Kind.MACRO ? table.name() + "()" : table.name();
        String target = SchemaObject.literal(unfinished.toAbsolutePath().toString());
        try {
            database.run("COPY (FROM %s) TO %s (%s)".formatted(source, target, format.copyOptions));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (SQLException e) {
            throw database.failure(e);
        } catch (IOException e) {
            throw new QueryException("cannot write " + file + ": " + e.getMessage(), e);
        } finally {
            delete(unfinished);
        }
    }

    private static void delete(Path unfinished) throws QueryException {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new QueryException("cannot delete " + unfinished + ": " + e.getMessage(), e);
        }
    }
}
