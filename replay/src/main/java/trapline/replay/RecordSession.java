package trapline.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.GuestConfig;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.FormatVersion;
import trapline.recorder.log.LogTotals;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.Detail;
import trapline.recorder.session.FileSeal;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.Outcome;
import trapline.recorder.session.SessionDirectory;
import trapline.recorder.session.VmEntry;

/**
 * Records a session: builds the machine, runs it to its end with inputs from outside, and writes what happens. However
 * the machine ends, the session is complete; if this process is killed, its intact prefix is there.
 */
public final class RecordSession {
    private static final int IPA_BITS = 40;
    private static final int MPIDR_MULTIPROCESSING = 0x8000_0000;

    private final RunnableMachine.Factory factory;

    /** Records with machines of the given kind. */
    public RecordSession(RunnableMachine.Factory factory) {
        this.factory = factory;
    }

    /**
     * Records until the machine ends.
     *
     * @param scenario what to build the machine from
     * @param options where to and how much
     * @param inputs what comes from outside; ends the session by a stop request
     * @param observer sees every event as well, recorded or not, when it happens
     */
    public RecordResult record(Scenario scenario, RecordOptions options, InputSource inputs, EventSink observer)
            throws IOException {
        SessionDirectory session = begin(scenario, options);
        MachineResult result;
        LogTotals totals;
        long hash;
        List<Outcome.VmExit> exits = new ArrayList<>();
        try (LogWriter log = session.newLog()) {
            EventSink sink = new Recording(log, options.detail(), observer, exits);
            RunnableMachine machine = factory.build(scenario, sink, new FlushWhenIdle(inputs, log));
            result = machine.run(InputSource.NEVER);
            hash = machine.stateHash();
            log.flush();
            totals = log.totals();
        }
        SessionDirectory ended = session.end(new Outcome(
                result.instructions(),
                result.ticks(),
                totals,
                result.exit().orElse(GuestExit.Cause.STOPPED),
                result.status(),
                List.copyOf(exits),
                hash,
                List.of()));
        long bytes = ended.manifest().outcome().map(Outcome::files).orElse(List.of()).stream()
                .mapToLong(FileSeal::size)
                .sum();
        return new RecordResult(result, ended, bytes);
    }

    private static SessionDirectory begin(Scenario scenario, RecordOptions options) throws IOException {
        SessionDirectory.create(options.directory());
        Manifest manifest = new Manifest(
                FormatVersion.CURRENT,
                options.recordedBy(),
                options.name(),
                options.detail(),
                ScenarioJson.scenario(scenario),
                ScenarioJson.machine(scenario.machine()),
                ScenarioJson.store(scenario, SessionDirectory.imagesOf(options.directory())),
                vms(scenario),
                Optional.empty());
        return SessionDirectory.begin(options.directory(), manifest);
    }

    /** VM-IDs count from 0, VMIDs from 1; without the microvisor the one image is VM 0 on all CPUs, with VMID 0. */
    private static List<VmEntry> vms(Scenario scenario) {
        boolean guests = scenario.boot() == Scenario.Boot.GUEST;
        int cpus = scenario.machine().cpus();
        List<VmEntry> vms = new ArrayList<>();
        for (GuestConfig guest : scenario.guests()) {
            List<VmEntry.Vcpu> vcpus = new ArrayList<>();
            for (int i = 0; i < (guests ? guest.vcpus() : cpus); i++) {
                vcpus.add(new VmEntry.Vcpu(i, MPIDR_MULTIPROCESSING | i, guests ? (guest.cpu() + i) % cpus : i));
            }
            int vmid = guests ? vms.size() + 1 : 0;
            vms.add(new VmEntry(vms.size(), guest.name(), vmid, IPA_BITS, List.copyOf(vcpus)));
        }
        return vms;
    }

    /** Writes what the detail includes, notes the ends of VMs, and lets the observer look on. */
    private record Recording(LogWriter log, Detail detail, EventSink observer, List<Outcome.VmExit> exits)
            implements EventSink {
        @Override
        public void accept(EventFrame frame) {
            if (detail.includes(frame.type)) {
                log.accept(frame);
            }
            if (frame.type == EventType.GUEST_EXIT && frame.values[0] >= 0) {
                GuestExit.Cause cause = GuestExit.Cause.values()[(int) frame.values[1]];
                exits.add(new Outcome.VmExit((int) frame.values[0], cause, (int) frame.values[2]));
            }
            observer.accept(frame);
        }
    }
}
