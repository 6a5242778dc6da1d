package trapline.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.GuestConfig;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.FormatVersion;
import trapline.recorder.log.LogTotals;
import trapline.recorder.session.FileSeal;
import trapline.recorder.session.ImageEntry;
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
        try (StoredDrives drives = StoredDrives.in(options.directory());
                Recording recording = new Recording(options.detail(), inputs, observer);
                RunnableMachine machine = factory.build(drives.store(scenario), recording, recording)) {
            SessionDirectory session = begin(scenario, options, drives.entries());
            drives.keep();
            recording.open(session.newLog());
            MachineResult result = machine.run(InputSource.NEVER);
            LogTotals totals = recording.finish();
            Outcome outcome = new Outcome(
                    result.instructions(),
                    result.ticks(),
                    totals,
                    result.exit().orElse(GuestExit.Cause.STOPPED),
                    result.status(),
                    recording.exits(),
                    machine.stateHash(),
                    List.of());
            SessionDirectory ended = session.end(outcome);
            return new RecordResult(result, ended, logBytes(ended));
        }
    }

    private static long logBytes(SessionDirectory ended) {
        return ended.manifest().outcome().map(Outcome::files).orElse(List.of()).stream()
                .mapToLong(FileSeal::size)
                .sum();
    }

    private static SessionDirectory begin(Scenario scenario, RecordOptions options, List<ImageEntry> drives)
            throws IOException {
        List<ImageEntry> images =
                new ArrayList<>(ScenarioJson.store(scenario, SessionDirectory.imagesOf(options.directory())));
        images.addAll(drives);
        Manifest manifest = new Manifest(
                FormatVersion.CURRENT,
                options.recordedBy(),
                options.name(),
                options.detail(),
                ScenarioJson.scenario(scenario),
                ScenarioJson.machine(scenario.machine()),
                images,
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
}
