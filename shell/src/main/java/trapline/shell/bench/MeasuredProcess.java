package trapline.shell.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import trapline.emulator.GuestConfig;
import trapline.emulator.MachineConfig;
import trapline.emulator.MachineResult;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.session.Detail;
import trapline.replay.RecordOptions;
import trapline.replay.RecordResult;
import trapline.replay.RecordSession;
import trapline.replay.ReplayOptions;
import trapline.replay.ReplaySession;
import trapline.replay.RunnableMachine;

/** The inside of a process that measures itself. */
public final class MeasuredProcess {
    private final RunnableMachine.Factory factory;
    private final Job job;

    private MeasuredProcess(RunnableMachine.Factory factory, Job job) {
        this.factory = factory;
        this.job = job;
    }

    /** Does a job, given as JSON, and returns its report as JSON. */
    public static String run(String job, RunnableMachine.Factory factory) throws IOException {
        return new MeasuredProcess(factory, Job.fromJson(job)).report().toJson();
    }

    private Report report() throws IOException {
        return switch (job.task()) {
            case CALIBRATE -> calibrate();
            case RUN -> run();
            case RECORD_INPUTS -> record(Detail.INPUTS);
            case RECORD_EVENTS -> record(Detail.EVENTS);
            case REPLAY -> replay();
            case RECORD_INPUTS_BY_TURNS -> recordByTurns(Detail.INPUTS);
            case RECORD_EVENTS_BY_TURNS -> recordByTurns(Detail.EVENTS);
            case REPLAY_BY_TURNS -> replayByTurns();
        };
    }

    private Scenario scenario(long rounds) {
        Job.Guest guest = job.guest();
        GuestConfig config = new GuestConfig(
                "bench",
                BenchProgram.image(),
                BenchProgram.arguments(guest.kernel(), rounds),
                Optional.empty(),
                Optional.empty(),
                guest.ramBytes(),
                1,
                0,
                0,
                List.of());
        MachineConfig machine = new MachineConfig(guest.ramBytes(), 1, MachineConfig.DEFAULT.quantum());
        return new Scenario(guest.boot(), machine, MicrovisorConfig.DEFAULT, List.of(config));
    }

    /** All rounds are the same, so the difference between two runs is that of their rounds, starting and ending apart. */
    private Report calibrate() {
        long rounds = job.guest().rounds();
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        MachineResult once = whole(rounds, new ByteArrayOutputStream());
        MachineResult twice = whole(2 * rounds, console);
        Report.Round round = new Report.Round(
                (double) (twice.ticks() - once.ticks()) / rounds,
                (double) (twice.instructions() - once.instructions()) / rounds,
                console.toString(StandardCharsets.ISO_8859_1));
        return new Report(round, Report.Window.NONE, Report.Log.NONE, Report.Turns.NONE, List.of());
    }

    private MachineResult whole(long rounds, ByteArrayOutputStream console) {
        try (RunnableMachine machine = factory.build(
                scenario(rounds),
                frame -> {
                    if (frame.type == EventType.CONSOLE_OUTPUT) {
                        console.write(frame.bytes, 0, frame.length);
                    }
                },
                new PacedInputs(new Job.Timing(0, Double.MAX_VALUE, 0, 0)))) {
            return machine.run(InputSource.NEVER);
        }
    }

    private Report run() {
        PacedInputs inputs = new PacedInputs(job.timing());
        try (RunnableMachine machine = factory.build(scenario(job.guest().rounds()), inputs, inputs)) {
            machine.run(InputSource.NEVER);
        }
        return new Report(Report.Round.NONE, inputs.window(), Report.Log.NONE, Report.Turns.NONE, inputs.curve());
    }

    private Report record(Detail detail) throws IOException {
        PacedInputs inputs = new PacedInputs(job.timing());
        RecordResult result = new RecordSession(factory)
                .record(scenario(job.guest().rounds()), recordOptions(detail), inputs, inputs);
        Report.Log log = new Report.Log(result.machine().events(), result.bytes());
        return new Report(Report.Round.NONE, inputs.window(), log, Report.Turns.NONE, inputs.curve());
    }

    private RecordOptions recordOptions(Detail detail) {
        return new RecordOptions(Path.of(job.session()), "bench", detail, "trapline bench");
    }

    private Report replay() throws IOException {
        PacedReplay pace = new PacedReplay(job.timing().openTick());
        ReplaySession.open(Path.of(job.session()), factory).replay(ReplayOptions.WHOLE, pace);
        return new Report(Report.Round.NONE, pace.window(), Report.Log.NONE, Report.Turns.NONE, List.of());
    }

    private Report recordByTurns(Detail detail) throws IOException {
        Turns turns = Turns.ofRecording(job.timing());
        new RecordSession(turns.over(factory))
                .record(scenario(job.guest().rounds()), recordOptions(detail), turns.end(), turns);
        return byTurns(turns);
    }

    private Report replayByTurns() throws IOException {
        Turns turns = Turns.ofReplay(job.timing());
        ReplaySession.open(Path.of(job.session()), turns.over(factory)).replay(ReplayOptions.WHOLE, turns);
        return byTurns(turns);
    }

    private static Report byTurns(Turns turns) {
        return new Report(Report.Round.NONE, Report.Window.NONE, Report.Log.NONE, turns.report(), List.of());
    }
}
