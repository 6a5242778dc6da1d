package trapline.executors;

import java.util.List;

/** Runs programs on two builds of the machine and compares what they did. */
final class Comparison {
    /**
     * What a run left.
     *
     * @param events digest of all events in their order
     * @param state digest of registers, system registers, devices and memory
     * @param result how far it came, and why it ended
     */
    record Outcome(long events, long state, String result) {}

    private final MachineBuild first;
    private final MachineBuild second;

    Comparison(MachineBuild first, MachineBuild second) {
        this.first = first;
        this.second = second;
    }

    MachineBuild first() {
        return first;
    }

    MachineBuild second() {
        return second;
    }

    /** Whether the program does the same on both. */
    boolean agrees(Program program) {
        return agrees(program, new Recorder(false));
    }

    /** The same, with the first machine's events. A machine that breaks differs. */
    boolean agrees(Program program, Recorder events) {
        return firstOutcome(program, events).equals(secondOutcome(program, new Recorder(false)));
    }

    /** The first machine runs in one go. */
    Outcome firstOutcome(Program program, Recorder events) {
        return run(first, program, 0, events);
    }

    /** The second is stopped as the program says, and looked at. */
    Outcome secondOutcome(Program program, Recorder events) {
        return run(second, program, program.setup().manner().slice(), events);
    }

    private static Outcome run(MachineBuild build, Program program, int slice, Recorder events) {
        Setup setup = program.setup();
        try (BuiltMachine machine = build.build(setup, program.ram(), events)) {
            try {
                advance(machine, setup.ticks(), slice);
            } catch (RuntimeException | StackOverflowError | VerifyError broken) {
                return new Outcome(events.digest(), 0, "broken at tick " + machine.now() + ": " + describe(broken));
            }
            return new Outcome(events.digest(), machine.stateHash(), machine.result());
        }
    }

    /** Runs to a tick in slices of so many ticks; 0 for one go. */
    static void advance(BuiltMachine machine, long ticks, int slice) {
        if (slice == 0) {
            machine.runUntil(ticks);
            return;
        }
        for (long at = slice; at < ticks && !machine.ended(); at += slice) {
            machine.runUntil(at);
        }
        machine.runUntil(ticks);
    }

    private static String describe(Throwable broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        List<StackTraceElement> top = List.of(trace).subList(0, Math.min(12, trace.length));
        return broken + " " + top;
    }
}
