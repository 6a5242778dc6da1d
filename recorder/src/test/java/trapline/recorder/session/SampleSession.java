package trapline.recorder.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.FormatVersion;
import trapline.recorder.log.LogTotals;
import trapline.recorder.log.LogWriter;
import trapline.recorder.log.SyntheticTrace;

/** A session made of synthetic events, for tests that read or damage one. */
final class SampleSession {
    private SampleSession() {}

    static SessionDirectory begin(Path path) throws IOException {
        SessionDirectory.create(path);
        ImageStore images = SessionDirectory.imagesOf(path);
        List<ImageEntry> entries = List.of(
                images.add("guest", 0, "ping.elf", "first image".getBytes(StandardCharsets.UTF_8)),
                images.add("guest", 1, "pong.elf", new byte[50_000]));
        ObjectNode scenario = new ObjectMapper().createObjectNode().put("kind", "guest");
        scenario.putArray("vms").add("ping").add("pong");
        Manifest manifest = new Manifest(
                FormatVersion.CURRENT,
                "Trapline test",
                "sample",
                Detail.EVENTS,
                scenario,
                new ObjectMapper().createObjectNode().put("ram", 128L << 20),
                entries,
                List.of(new VmEntry(0, "ping", 1, 40, List.of(new VmEntry.Vcpu(0, 0x8000_0000, 0)))),
                Optional.empty());
        return SessionDirectory.begin(path, manifest);
    }

    /** Its blocks have about 2000 events. */
    static SessionDirectory record(Path path, int events) throws IOException {
        SessionDirectory session = begin(path);
        LogTotals totals;
        try (LogWriter log = session.newLog()) {
            SyntheticTrace trace = new SyntheticTrace(11);
            while (log.events() < events) {
                trace.emit(log, 2_000);
                log.flush();
            }
            totals = log.totals();
        }
        return session.end(new Outcome(
                1_000_000,
                1_000_123,
                totals,
                GuestExit.Cause.POWER_OFF,
                0,
                List.of(new Outcome.VmExit(0, GuestExit.Cause.SEMIHOSTING_EXIT, 3)),
                0x0123_4567_89AB_CDEFL,
                List.of()));
    }
}
