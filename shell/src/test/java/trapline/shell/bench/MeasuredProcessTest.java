package trapline.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.emulator.Executor;
import trapline.emulator.Scenario.Boot;
import trapline.recorder.log.LogReader;
import trapline.recorder.session.SessionDirectory;
import trapline.replay.RunnableMachine;
import trapline.shell.bench.Job.Task;

/** The jobs of the processes that measure themselves, in this process; no time is looked at. */
class MeasuredProcessTest {
    private static final long RAM = 64L << 20;
    /** Setting up takes the program a tenth of it. */
    private static final long WINDOW = 1_000_000;

    @TempDir
    Path directory;

    private Report run(Task task, Boot boot, String kernel, long rounds, Job.Timing timing) throws IOException {
        Job job = new Job(
                task,
                new Job.Guest(boot, kernel, rounds, RAM),
                timing,
                directory.resolve("session").toString());
        return Report.fromJson(MeasuredProcess.run(job.toJson(), RunnableMachine.Factory.emulator(Executor.COMPILER)))
                .orElseThrow();
    }

    private static Job.Timing atOnce(long openTick) {
        return new Job.Timing(System.currentTimeMillis(), 0, WINDOW, openTick);
    }

    @Test
    void aCalibrationCountsARoundWithoutWhatIsAroundIt() throws IOException {
        Report.Round svc =
                run(Task.CALIBRATE, Boot.NATIVE, "svc", 10, Job.Timing.NONE).round();
        assertEquals(4, svc.ticks(), "SVC, MOVS, SUBS, BNE");
        assertEquals(4, svc.instructions());
        assertEquals("svc 0x00000000\n", svc.console());
    }

    @Test
    void workOfTheMicrovisorIsTimeButNotInstructions() throws IOException {
        Report.Round call =
                run(Task.CALIBRATE, Boot.GUEST, "hvc", 10, Job.Timing.NONE).round();
        assertEquals(5, call.instructions(), "LDR, MOV, HVC, SUBS, BNE");
        assertTrue(call.ticks() > call.instructions(), "ticks " + call.ticks());
    }

    @ParameterizedTest
    @EnumSource(names = {"RUN", "RECORD_INPUTS", "RECORD_EVENTS"})
    void wholeWindowsAreTimed(Task task) throws IOException {
        Report report = run(task, Boot.NATIVE, "svc", BenchProgram.ENDLESS, atOnce(0));
        assertEquals(0, report.window().ticks() % WINDOW);
        assertTrue(report.window().ticks() >= WINDOW);
        assertTrue(report.window().seconds().wall() > 0);
        assertTrue(report.window().events() > 0, "the calls are events, recorded or not");
        assertEquals(task == Task.RUN, report.log().bytes() == 0);
    }

    @Test
    void turnsAreTimedWithTheirEventsWrittenAndDroppedAndSoIsTheirReplay() throws IOException {
        Report.Turns recorded = run(Task.RECORD_EVENTS_BY_TURNS, Boot.NATIVE, "svc", BenchProgram.ENDLESS, atOnce(0))
                .turns();
        assertTrue(recorded.kept().wall() > 0);
        assertTrue(recorded.dropped().wall() > 0);
        assertEquals(Turns.TICKS / 4.0, recorded.events(), 10, "a call takes 4 ticks");
        Report.Turns replayed = run(
                        Task.REPLAY_BY_TURNS, Boot.NATIVE, "svc", BenchProgram.ENDLESS, atOnce(recorded.openTick()))
                .turns();
        assertEquals(recorded.openTick(), replayed.openTick());
        assertEquals(recorded.events(), replayed.events(), "the same turns");
    }

    @Test
    void turnsOfInputsHaveTheirEventsLookedAtAndNotWritten() throws IOException {
        Report.Turns turns = run(Task.RECORD_INPUTS_BY_TURNS, Boot.NATIVE, "svc", BenchProgram.ENDLESS, atOnce(0))
                .turns();
        assertEquals(Turns.TICKS / 4.0, turns.events(), 10, "a call takes 4 ticks");
        try (LogReader log = SessionDirectory.open(directory.resolve("session")).openLog()) {
            assertTrue(log.events() < 100, "digests at most: " + log.events());
        }
    }

    @Test
    void aReplayIsTimedOverTheSamePart() throws IOException {
        Report recorded = run(Task.RECORD_EVENTS, Boot.HYP, "hvc", BenchProgram.ENDLESS, atOnce(0));
        long half = recorded.window().openTick() + WINDOW / 2;
        Report replayed = run(Task.REPLAY, Boot.HYP, "hvc", BenchProgram.ENDLESS, atOnce(half));
        assertTrue(replayed.window().openTick() >= half);
        assertEquals(
                recorded.window().openTick() + recorded.window().ticks(),
                replayed.window().openTick() + replayed.window().ticks(),
                "where it ended");
    }

    @Test
    void aGuestThatEndsTooEarlyIsNoResult() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> run(Task.RUN, Boot.NATIVE, "svc", 1, new Job.Timing(0, 1000, WINDOW, 0)));
        assertTrue(String.valueOf(e.getMessage()).contains("before it was timed"), e::toString);
    }

    @Test
    void whatIsNotAReportIsNotTakenForOne() {
        assertTrue(Report.fromJson("trapline bench-process: no").isEmpty());
    }
}
