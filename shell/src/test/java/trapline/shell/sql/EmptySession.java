package trapline.shell.sql;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import trapline.query.QueryException;
import trapline.query.TraceDatabase;
import trapline.query.TraceOptions;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.Observation.Pl1Exception;
import trapline.recorder.log.FormatVersion;
import trapline.recorder.session.Detail;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.SessionDirectory;

/** A session with one event: enough to try formats and the prompt on. */
public final class EmptySession {
    private EmptySession() {}

    /** Writes it to a new directory and opens it. */
    public static TraceDatabase open(Path directory) throws IOException, QueryException {
        SessionDirectory.create(directory);
        Manifest manifest = new Manifest(
                FormatVersion.CURRENT,
                "a test",
                "empty",
                Detail.EVENTS,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of(),
                Optional.empty());
        try (var log = SessionDirectory.begin(directory, manifest).newLog()) {
            EventFrame frame = new EventFrame();
            frame.pc = 0x8000;
            frame.icount = 5;
            EventCatalog.EVENTS.toFrame(new Pl1Exception(Pl1Exception.Kind.SVC, 0x10, 1, 0), frame);
            log.accept(frame);
        }
        return TraceDatabase.open(List.of(directory), TraceOptions.standard());
    }
}
