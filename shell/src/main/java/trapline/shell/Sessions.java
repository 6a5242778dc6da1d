package trapline.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import trapline.query.QueryException;
import trapline.query.TraceDatabase;
import trapline.query.TraceOptions;

/** Opens sessions for queries: with progress while a log is loaded, and what the user should know of them. */
final class Sessions {
    private Sessions() {}

    static TraceDatabase open(List<Path> directories, PrintWriter err) throws QueryException {
        directories.forEach(SubCommand::requireDirectory);
        TraceDatabase database = load(directories, err);
        database.notices().forEach(notice -> err.println("note: " + notice));
        err.flush();
        return database;
    }

    private static TraceDatabase load(List<Path> directories, PrintWriter err) throws QueryException {
        try (Progress progress = new Progress(err)) {
            return TraceDatabase.open(directories, options(progress));
        }
    }

    /** The standard options, with the progress of loading. */
    static TraceOptions options(Progress progress) {
        return TraceOptions.standard()
                .withProgress((done, total) -> progress.update("loading the log: %,d of %,d events", done, total));
    }
}
