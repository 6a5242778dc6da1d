package trapline.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;
import trapline.recorder.log.BlockCursor;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.log.LogReader;
import trapline.recorder.session.CheckReport;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.Outcome;
import trapline.recorder.session.SessionCheck;
import trapline.recorder.session.SessionDirectory;
import trapline.recorder.session.SessionProblem;
import trapline.replay.ReplayResult.End;

/**
 * Replays a session: builds the same machine from the manifest and the stored images, feeds it the logged inputs, and
 * compares everything it does.
 */
public final class ReplaySession {
    private final RunnableMachine.Factory factory;
    private final SessionDirectory session;
    private final Scenario scenario;

    private ReplaySession(RunnableMachine.Factory factory, SessionDirectory session, Scenario scenario) {
        this.factory = factory;
        this.session = session;
        this.scenario = scenario;
    }

    /**
     * Opens a session for replay.
     *
     * @throws LogFormatException when manifest, images or log are not what was recorded
     */
    public static ReplaySession open(Path directory, RunnableMachine.Factory factory) throws IOException {
        SessionDirectory session = SessionDirectory.open(directory);
        CheckReport report = SessionCheck.checkSeals(directory);
        if (!report.isSound()) {
            // The whole check knows the damaged block, the seals only the part of the file.
            SessionProblem problem = Stream.concat(
                            SessionCheck.check(directory).problems().stream(), report.problems().stream())
                    .findFirst()
                    .orElseThrow();
            throw new LogFormatException(
                    "%s was changed after it was recorded, so it cannot be replayed: %s".formatted(directory, problem));
        }
        return new ReplaySession(factory, session, ScenarioJson.read(session));
    }

    /** The session. */
    public SessionDirectory session() {
        return session;
    }

    /** What the machine is built from. */
    public Scenario scenario() {
        return scenario;
    }

    /**
     * Replays from the beginning.
     *
     * @param observer sees every event
     * @throws DivergenceException at the first difference
     */
    public ReplayResult replay(ReplayOptions options, EventSink observer) {
        try (LogReader log = session.openLog()) {
            try {
                return run(log, options, observer);
            } catch (DivergenceException first) {
                throw new DivergenceException(first.getMessage() + "\n" + verdict(log, options, first));
            }
        }
    }

    /** Replays once more: the same difference again is in the recording, another one in the emulator. */
    private String verdict(LogReader log, ReplayOptions options, DivergenceException first) {
        try {
            run(log, options, frame -> {});
        } catch (DivergenceException second) {
            if (String.valueOf(first.getMessage()).equals(second.getMessage())) {
                return "A second replay gives the same: this version of Trapline is not the one that recorded ("
                        + session.manifest().recordedBy() + "), or the recording is wrong.";
            }
        }
        return "A second replay gives another result: the emulator is not deterministic, please report it.";
    }

    /** Has events compared, and shows them. */
    private record Compared(DivergenceCheck check, EventSink observer) implements EventSink {
        @Override
        public void accept(EventFrame frame) {
            check.accept(frame);
            observer.accept(frame);
        }

        @Override
        public void acceptAll(EventBatch batch) {
            check.acceptAll(batch);
            observer.acceptAll(batch);
        }
    }

    private ReplayResult run(LogReader log, ReplayOptions options, EventSink observer) {
        Manifest manifest = session.manifest();
        DivergenceCheck check = new DivergenceCheck(log, manifest.detail(), manifest.isComplete());
        EventSink sink = options.verify() ? new Compared(check, observer) : observer;
        long asked = Math.min(options.tick(), options.event().isPresent() ? behind(log, options) : InputSource.NEVER);
        long last = manifest.outcome().map(Outcome::ticks).orElseGet(() -> lastTick(log)) + 1;
        try (RunnableMachine machine = factory.build(scenario, sink, new LoggedInputs(log))) {
            MachineResult result = run(machine, Math.min(asked, last), check);
            long hash = machine.stateHash();
            if (result.exit().isEmpty() && result.ticks() >= asked) {
                return new ReplayResult(result, check.compared(), hash, End.ASKED_FOR);
            }
            if (manifest.outcome().isEmpty()) {
                return new ReplayResult(result, check.compared(), hash, End.LOG_ENDED);
            }
            if (options.verify()) {
                compareEnd(manifest.outcome().get(), result, hash);
                check.finish();
            }
            return new ReplayResult(result, check.compared(), hash, End.MACHINE_ENDED);
        }
    }

    /** Runs a machine. If it fails, a difference in what it did before may be the reason, so that comes first. */
    private static MachineResult run(RunnableMachine machine, long until, DivergenceCheck check) {
        try {
            return machine.run(until);
        } finally {
            check.settle();
        }
    }

    private static void compareEnd(Outcome expected, MachineResult actual, long stateHash) {
        if (actual.exit().isEmpty()) {
            throw new DivergenceException(
                    "The machine is still running at tick %d; the recording ended at tick %d with %s."
                            .formatted(actual.ticks(), expected.ticks(), expected.cause()));
        }
        String wanted =
                end(expected.ticks(), expected.instructions(), expected.cause().name(), expected.status());
        String got =
                end(actual.ticks(), actual.instructions(), actual.exit().get().name(), actual.status());
        if (!wanted.equals(got)) {
            throw new DivergenceException(
                    "The machine ended otherwise.\n  expected  %s\n  actual    %s".formatted(wanted, got));
        }
        if (expected.stateHash() != stateHash) {
            throw new DivergenceException(
                    "All events are the same, but the final state is not: its hash is %016x, it was %016x."
                            .formatted(stateHash, expected.stateHash()));
        }
    }

    private static String end(long ticks, long instructions, String cause, int status) {
        return "tick %d, %d instructions, %s with status %d".formatted(ticks, instructions, cause, status);
    }

    /** The first tick behind the event that was asked for. */
    private long behind(LogReader log, ReplayOptions options) {
        long seq = options.event().orElseThrow();
        Optional<BlockInfo> block = log.blockOf(seq);
        if (block.isEmpty()) {
            throw new LogFormatException(
                    "%s has no event %d; readable are events 0 to %d".formatted(session.path(), seq, log.events() - 1));
        }
        BlockCursor cursor = log.cursor();
        cursor.load(block.get());
        while (cursor.next() && cursor.event().seq < seq) {
            continue;
        }
        return cursor.event().icount + 1;
    }

    private static long lastTick(LogReader log) {
        long last = 0;
        for (BlockInfo block : log.blocks()) {
            last = Math.max(last, block.maxIcount());
        }
        return last;
    }
}
