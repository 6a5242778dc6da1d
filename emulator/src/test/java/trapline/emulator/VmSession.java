package trapline.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.MicrovisorConfig.Stage2;
import trapline.recorder.event.Event;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.HypercallError;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation;

/** A run of VMs under the microvisor, and its events. The first VM has the highest priority. */
record VmSession(MachineResult result, List<EventFrame> frames) {
    private static final MicrovisorConfig LAZY = new MicrovisorConfig(10_000, Stage2.LAZY);

    static VmSession run(VmProgram... programs) {
        return run(1, programs);
    }

    /** The VMs' first vCPUs run on the CPUs in turn; each VM has as many vCPUs as there are CPUs. */
    static VmSession run(int cpus, VmProgram... programs) {
        return run(cpus, List.of(), programs);
    }

    /** One VM with so many vCPUs. */
    static VmSession run(int cpus, int vcpus, VmProgram program) {
        return run(cpus, vcpus, List.of(), 1, program);
    }

    /** One VM whose memory is mapped before it starts. */
    static VmSession runMapped(VmProgram program) {
        Scenario lazy = scenario(1, 1, List.of(), 1, program);
        return run(
                new Scenario(lazy.boot(), lazy.machine(), new MicrovisorConfig(10_000, Stage2.EAGER), lazy.guests()));
    }

    /** VMs of equal priority on one CPU, which take turns. */
    static VmSession runInTurns(VmProgram... programs) {
        return run(1, 1, List.of(), 0, programs);
    }

    /** The same; the first VM gets physical devices. */
    static VmSession run(int cpus, List<String> devices, VmProgram... programs) {
        return run(cpus, cpus, devices, 1, programs);
    }

    private static VmSession run(int cpus, int vcpus, List<String> devices, int priorityStep, VmProgram... programs) {
        return run(scenario(cpus, vcpus, devices, priorityStep, programs));
    }

    private static Scenario scenario(
            int cpus, int vcpus, List<String> devices, int priorityStep, VmProgram... programs) {
        List<GuestConfig> guests = new ArrayList<>();
        for (int i = 0; i < programs.length; i++) {
            guests.add(new GuestConfig(
                    "vm" + i,
                    programs[i].image(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    4L << 20,
                    vcpus,
                    1 + priorityStep * (programs.length - 1 - i),
                    i % cpus,
                    i == 0 ? devices : List.of()));
        }
        return new Scenario(Scenario.Boot.GUEST, new MachineConfig(4L << 20, cpus, 500), LAZY, guests);
    }

    private static VmSession run(Scenario scenario) {
        List<EventFrame> frames = new ArrayList<>();
        try (Machine machine = new Machine(
                scenario,
                Executor.COMPILER.tiers(),
                frame -> {
                    EventFrame copy = new EventFrame();
                    copy.copyFrom(frame);
                    frames.add(copy);
                },
                InputSource.NONE)) {
            return new VmSession(machine.runUntil(2_000_000), frames);
        }
    }

    /** The events of a kind, in order. */
    <E extends Event> List<E> of(Class<E> kind) {
        List<E> found = new ArrayList<>();
        for (EventFrame frame : frames) {
            if (frame.type.record() == kind) {
                found.add(kind.cast(EventCatalog.EVENTS.toRecord(frame).event()));
            }
        }
        return found;
    }

    /** What a VM's hypercalls answered, in order. */
    List<HypercallError> answers(int vm) {
        return calls(vm).stream()
                .map(call -> HypercallError.ofNumber(call.ret()).orElseThrow())
                .toList();
    }

    /** A VM's hypercalls. */
    List<Observation.Hypercall> calls(int vm) {
        return frames.stream()
                .filter(frame -> frame.vm == vm && frame.type.record() == Observation.Hypercall.class)
                .map(frame -> (Observation.Hypercall)
                        EventCatalog.EVENTS.toRecord(frame).event())
                .toList();
    }

    /** How a VM ended. */
    Observation.GuestExit exit(int vm) {
        return of(Observation.GuestExit.class).stream()
                .filter(exit -> exit.ofVm() == vm)
                .findFirst()
                .orElseThrow();
    }
}
