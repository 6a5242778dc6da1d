package trapline.replay;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.session.Detail;
import trapline.recorder.session.Outcome;
import trapline.replay.ReplayResult.End;

class ReplaySessionTest {
    private static final EventSink NOBODY = frame -> {};
    private static final String TEXT = "help\n";

    @TempDir
    Path temporary;

    private Path path() {
        return temporary.resolve("session");
    }

    private static Scenario scenario() {
        Image image = new Image("guest.elf", "the guest".getBytes(StandardCharsets.UTF_8));
        return new Scenario(
                Scenario.Boot.GUEST,
                MachineConfig.DEFAULT,
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("one", image), GuestConfig.of("two", image)));
    }

    private RecordResult record(Detail detail, InputSource inputs, EventSink observer) throws IOException {
        RecordOptions options = new RecordOptions(path(), "test", detail, "Trapline test");
        return new RecordSession(FakeMachine.sound()).record(scenario(), options, inputs, observer);
    }

    private RecordResult record() throws IOException {
        return record(Detail.EVENTS, new TypedInputs(TEXT, InputSource.NEVER), NOBODY);
    }

    private ReplayResult replay(ReplayOptions options) throws IOException {
        return ReplaySession.open(path(), FakeMachine.sound()).replay(options, NOBODY);
    }

    @Test
    void aRecordingReplaysIdentically() throws IOException {
        RecordResult recorded = record();
        Outcome outcome = recorded.session().manifest().outcome().orElseThrow();
        ReplayResult replayed = replay(ReplayOptions.WHOLE);
        assertEquals(End.MACHINE_ENDED, replayed.end());
        assertEquals(outcome.log().events(), replayed.events());
        assertEquals(outcome.stateHash(), replayed.stateHash());
        assertEquals(TEXT.length(), outcome.log().inputs());
        assertEquals(List.of(new Outcome.VmExit(0, GuestExit.Cause.POWER_OFF, 7)), outcome.vmExits());
        assertTrue(recorded.bytes() > 0);
    }

    @Test
    void theScenarioComesBackFromTheSession() throws IOException {
        record();
        assertEquals(scenario(), ReplaySession.open(path(), FakeMachine.sound()).scenario());
    }

    @Test
    void aStoppedRecordingIsCompleteAndReplays() throws IOException {
        RecordResult recorded = record(Detail.EVENTS, new TypedInputs(TEXT, 54_321), NOBODY);
        Outcome outcome = recorded.session().manifest().outcome().orElseThrow();
        assertEquals(GuestExit.Cause.STOPPED, outcome.cause());
        assertEquals(54_321, outcome.ticks());
        assertEquals(End.MACHINE_ENDED, replay(ReplayOptions.WHOLE).end());
    }

    @Test
    void inputsAloneAreEnoughToReplay() throws IOException {
        RecordResult recorded = record(Detail.INPUTS, new TypedInputs(TEXT, InputSource.NEVER), NOBODY);
        Outcome outcome = recorded.session().manifest().outcome().orElseThrow();
        assertEquals(TEXT.length() + 1, outcome.log().events());
        assertEquals(outcome.stateHash(), replay(ReplayOptions.WHOLE).stateHash());
    }

    @Test
    void theFirstDifferenceStopsTheReplayAndIsShown() throws IOException {
        record();
        ReplaySession session = ReplaySession.open(path(), FakeMachine.wrongAt(50_000));
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> session.replay(ReplayOptions.WHOLE, NOBODY));
        String message = e.getMessage();
        assertTrue(message.contains("at event 505."), message);
        assertTrue(message.contains("expected  tick 50000 cpu 0 vm 0.0 pc 0x00008000 HYP_RETURN target=0x"), message);
        assertTrue(message.contains("differs   target: 0x"), message);
        assertTrue(message.contains("event 504: tick 49900 "), message);
        assertTrue(message.contains("A second replay gives the same"), message);
    }

    /** The same machine, which hands on its events in batches. */
    private static RunnableMachine.Factory batching(RunnableMachine.Factory plain) {
        return (scenario, sink, inputs) -> plain.build(scenario, new Batching(EventType.HYP_RETURN, sink), inputs);
    }

    @Test
    void eventsInBatchesAreRecordedAsThoseThatComeAlone() throws IOException {
        Outcome alone = record().session().manifest().outcome().orElseThrow();
        RecordOptions options = new RecordOptions(temporary.resolve("batches"), "test", Detail.EVENTS, "Trapline test");
        Outcome together = new RecordSession(batching(FakeMachine.sound()))
                .record(scenario(), options, new TypedInputs(TEXT, InputSource.NEVER), NOBODY)
                .session()
                .manifest()
                .outcome()
                .orElseThrow();
        assertEquals(alone, together);
    }

    @Test
    void eventsInBatchesAreComparedToo() throws IOException {
        long events =
                record().session().manifest().outcome().orElseThrow().log().events();
        List<Long> seen = new ArrayList<>();
        ReplayResult replayed = ReplaySession.open(path(), batching(FakeMachine.sound()))
                .replay(ReplayOptions.WHOLE, frame -> seen.add(frame.seq));
        assertEquals(events, replayed.events());
        assertEquals(LongStream.range(0, events).boxed().toList(), seen);
    }

    @Test
    void theFirstDifferenceInABatchIsShown() throws IOException {
        record();
        ReplaySession session = ReplaySession.open(path(), batching(FakeMachine.wrongAt(50_000)));
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> session.replay(ReplayOptions.WHOLE, NOBODY));
        assertTrue(e.getMessage().contains("at event 505."), e.getMessage());
        assertTrue(e.getMessage().contains("A second replay gives the same"), e.getMessage());
    }

    @Test
    void aMachineThatIsNotDeterministicIsToldFromAWrongRecording() throws IOException {
        record();
        AtomicLong wrong = new AtomicLong(10_000);
        RunnableMachine.Factory moody =
                (scenario, sink, inputs) -> new FakeMachine(scenario, sink, inputs, wrong.getAndAdd(10_000));
        DivergenceException e = assertThrows(DivergenceException.class, () -> ReplaySession.open(path(), moody)
                .replay(ReplayOptions.WHOLE, NOBODY));
        assertTrue(e.getMessage().contains("not deterministic"), e.getMessage());
    }

    @Test
    void aDifferenceBehindTheLastEventIsInTheFinalState() throws IOException {
        record(Detail.EVENTS, new TypedInputs(TEXT, 54_321), NOBODY);
        ReplaySession session = ReplaySession.open(path(), FakeMachine.wrongAt(54_310));
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> session.replay(ReplayOptions.WHOLE, NOBODY));
        assertTrue(e.getMessage().contains("final state"), e.getMessage());
    }

    @Test
    void aReplayStopsAtATickOrBehindAnEvent() throws IOException {
        record();
        ReplayResult atTick = replay(new ReplayOptions(33_333, OptionalLong.empty(), true));
        assertEquals(End.ASKED_FOR, atTick.end());
        assertEquals(33_333, atTick.machine().ticks());
        ReplayResult atEvent = replay(new ReplayOptions(InputSource.NEVER, OptionalLong.of(505), true));
        assertEquals(50_001, atEvent.machine().ticks());
        assertEquals(506, atEvent.events());
        ReplayOptions beyond = new ReplayOptions(InputSource.NEVER, OptionalLong.of(1L << 40), true);
        assertThrows(LogFormatException.class, () -> replay(beyond));
    }

    @Test
    void theIntactPrefixOfABrokenRecordingReplays() {
        EventSink breaks = frame -> {
            if (frame.icount == 77_700) {
                throw new IllegalStateException("the recorder breaks");
            }
        };
        TypedInputs inputs = new TypedInputs(TEXT, InputSource.NEVER);
        assertThrows(IllegalStateException.class, () -> record(Detail.EVENTS, inputs, breaks));
        ReplayResult replayed = assertDoesNotThrow(() -> replay(ReplayOptions.WHOLE));
        assertEquals(End.LOG_ENDED, replayed.end());
        assertEquals(777 + 1 + TEXT.length(), replayed.events());
    }

    @Test
    void aChangedImageOrLogIsRefused() throws IOException {
        RecordResult recorded = record();
        Path image = path().resolve(
                        recorded.session().manifest().images().get(0).seal().path());
        Path log = path().resolve("log/19700101.cq4");
        for (Path file : List.of(image, log)) {
            byte[] original = Files.readAllBytes(file);
            byte[] changed = original.clone();
            changed[original.length / 2] ^= 4;
            Files.write(file, changed);
            LogFormatException e = assertThrows(LogFormatException.class, () -> replay(ReplayOptions.WHOLE));
            assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
            Files.write(file, original);
        }
        assertEquals(End.MACHINE_ENDED, replay(ReplayOptions.WHOLE).end());
    }

    @Test
    void withoutVerificationDifferencesArePassedOver() throws IOException {
        record();
        ReplayOptions unverified = new ReplayOptions(InputSource.NEVER, OptionalLong.empty(), false);
        ReplayResult replayed =
                ReplaySession.open(path(), FakeMachine.wrongAt(50_000)).replay(unverified, NOBODY);
        assertEquals(0, replayed.events());
        assertFalse(replayed.machine().exit().isEmpty());
    }

    @Test
    void recordingTwiceGivesTheSameLog() throws IOException {
        record();
        byte[] first = Files.readAllBytes(path().resolve("log/19700101.cq4"));
        Path other = temporary.resolve("other");
        RecordOptions options = new RecordOptions(other, "test", Detail.EVENTS, "Trapline test");
        new RecordSession(FakeMachine.sound())
                .record(scenario(), options, new TypedInputs(TEXT, InputSource.NEVER), NOBODY);
        assertEquals(-1, java.util.Arrays.mismatch(first, Files.readAllBytes(other.resolve("log/19700101.cq4"))));
    }

    @Test
    void aMachineThatCannotBeBuiltLeavesNothingBehind() {
        RunnableMachine.Factory broken = (scenario, sink, inputs) -> {
            throw new IllegalStateException("guest.elf: is no program");
        };
        RecordOptions options = new RecordOptions(path(), "test", Detail.EVENTS, "Trapline test");
        assertThrows(IllegalStateException.class, () -> new RecordSession(broken)
                .record(scenario(), options, new TypedInputs(TEXT, InputSource.NEVER), NOBODY));
        assertFalse(Files.exists(path()));
    }
}
