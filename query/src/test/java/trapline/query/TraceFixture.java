package trapline.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.recorder.event.Event;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.FormatVersion;
import trapline.recorder.log.LogTotals;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.Detail;
import trapline.recorder.session.ImageEntry;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.Outcome;
import trapline.recorder.session.SessionDirectory;
import trapline.recorder.session.VmEntry;

/** Writes a small session, event by event, so that a test can say what every query must answer. */
final class TraceFixture implements AutoCloseable {
    static final String STATE_HASH = "00000000deadbeef";

    private final SessionDirectory session;
    private final LogWriter log;
    private final EventFrame frame = new EventFrame();
    private long icount;

    private TraceFixture(SessionDirectory session) {
        this.session = session;
        this.log = session.newLog();
    }

    /** A session of two VMs, {@code alice} (VM-ID 0) and {@code bob} (VM-ID 1), with an image for each that has one. */
    static TraceFixture begin(Path directory, byte[]... images) throws IOException {
        SessionDirectory.create(directory);
        List<ImageEntry> entries = new ArrayList<>();
        for (int vm = 0; vm < images.length; vm++) {
            entries.add(SessionDirectory.imagesOf(directory).add("guest", vm, "guest" + vm + ".elf", images[vm]));
        }
        List<VmEntry> vms = List.of(
                new VmEntry(0, "alice", 1, 40, List.of(new VmEntry.Vcpu(0, 0x8000_0000, 0))),
                new VmEntry(1, "bob", 2, 40, List.of(new VmEntry.Vcpu(0, 0x8000_0000, 0))));
        Manifest manifest = new Manifest(
                FormatVersion.CURRENT,
                "a test",
                "fixture",
                Detail.EVENTS,
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put("ram", 128),
                List.copyOf(entries),
                vms,
                Optional.empty());
        return new TraceFixture(SessionDirectory.begin(directory, manifest));
    }

    /** Sets where and when the next events happen. */
    TraceFixture at(long tick, int cpu, int vm, int vcpu, int pc) {
        icount = tick;
        frame.icount = tick;
        frame.cpu = cpu;
        frame.vm = vm;
        frame.vcpu = vcpu;
        frame.pc = pc;
        return this;
    }

    /** Adds an event. */
    TraceFixture add(Event event) {
        EventCatalog.EVENTS.toFrame(event, frame);
        log.accept(frame);
        return this;
    }

    /** Adds an event that is in the frame already. */
    void addFrame(EventFrame other) {
        icount = other.icount;
        log.accept(other);
    }

    /** Ends as a recorder that was killed: without an outcome. */
    void kill() {
        log.close();
    }

    /** Ends the session properly, at the tick of its last event. */
    @Override
    public void close() throws IOException {
        log.flush();
        LogTotals totals = log.totals();
        log.close();
        session.end(
                new Outcome(icount, icount, totals, GuestExit.Cause.POWER_OFF, 0, List.of(), 0xDEADBEEFL, List.of()));
    }
}
