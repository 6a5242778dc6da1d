package trapline.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trapline.emulator.Executor;
import trapline.recorder.event.EventBatch;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;
import trapline.replay.ReplayOptions;
import trapline.replay.ReplayResult;
import trapline.replay.ReplaySession;
import trapline.replay.RunnableMachine;

/** {@code trapline replay}: the same machine with the logged inputs, every event compared. */
@Command(
        name = "replay",
        description = "Run a session again from its log, and compare every event and the final state.",
        sortOptions = false)
final class ReplayCommand extends SubCommand {
    @Parameters(paramLabel = "DIR", description = "the session")
    private Path directory = Path.of("");

    @ArgGroup
    private Place place = new Place();

    @Option(
            names = "--executor",
            paramLabel = "E",
            description = "${COMPLETION-CANDIDATES}; compiler unless given. It changes no event")
    private Executor executor = Executor.COMPILER;

    @Option(names = "--no-verify", description = "do not compare")
    private boolean unverified;

    @Option(names = "--gdb", paramLabel = "[HOST:]PORT", description = "let GDB attach (not available in this version)")
    private Optional<String> gdb = Optional.empty();

    @Option(
            names = "--what-if",
            paramLabel = "KEY=VALUE",
            description = "change the machine (not available in this version)")
    private Optional<String> whatIf = Optional.empty();

    @Option(names = "-o", paramLabel = "DIR2", description = "the session that --what-if records")
    private Optional<Path> output = Optional.empty();

    /** Where to stop. */
    private static final class Place {
        @Option(
                names = "--to",
                paramLabel = "ICOUNT",
                converter = Quantity.Count.class,
                description = "stop on this tick")
        private Optional<Long> tick = Optional.empty();

        @Option(
                names = "--to-event",
                paramLabel = "SEQ",
                converter = Quantity.Count.class,
                description = "stop behind this event")
        private Optional<Long> event = Optional.empty();
    }

    @Override
    public Integer call() throws IOException {
        if (gdb.isPresent()) {
            throw notAvailable("--gdb");
        }
        if (whatIf.isPresent() || output.isPresent()) {
            throw notAvailable("--what-if");
        }
        requireDirectory(directory);
        ReplaySession session = ReplaySession.open(directory, RunnableMachine.Factory.emulator(executor));
        OptionalLong event = place.event.map(OptionalLong::of).orElse(OptionalLong.empty());
        ReplayOptions options = new ReplayOptions(place.tick.orElse(InputSource.NEVER), event, !unverified);
        ReplayResult result;
        try (Progress progress = new Progress(err())) {
            result = session.replay(options, new Onlooker(progress));
        }
        out().println(describe(result));
        out().flush();
        return DONE;
    }

    /** Shows how far the replay is. */
    private record Onlooker(Progress progress) implements EventSink {
        private static final String FORMAT = "replaying: tick %,d in %.1f s";

        @Override
        public void accept(EventFrame frame) {
            progress.update(FORMAT, frame.icount);
        }

        @Override
        public void acceptAll(EventBatch batch) {
            progress.update(FORMAT, batch.lastIcount());
        }
    }

    private String describe(ReplayResult result) {
        String what = "%s: %d instructions, %d events, state %016x"
                .formatted(
                        unverified ? "not compared" : "identical",
                        result.machine().instructions(),
                        result.events(),
                        result.stateHash());
        return what
                + switch (result.end()) {
                    case MACHINE_ENDED -> "";
                    case ASKED_FOR -> ", at tick %,d".formatted(result.machine().ticks());
                    case LOG_ENDED ->
                        ", up to the end of the log at tick %,d; its recorder was killed"
                                .formatted(result.machine().ticks());
                };
    }
}
