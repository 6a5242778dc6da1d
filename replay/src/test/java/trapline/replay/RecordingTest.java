package trapline.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.LogReader;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.Detail;
import trapline.recorder.session.Outcome;

class RecordingTest {
    /** Whatever else a busy host has to do. */
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final EventFrame frame = new EventFrame();
    private final Recording recording =
            new Recording(Detail.EVENTS, new TypedInputs("", InputSource.NEVER), observed -> {});

    @BeforeEach
    void open() {
        recording.open(new LogWriter(directory, 0));
    }

    private long readable() {
        try (LogReader log = LogReader.open(directory, 0)) {
            return log.events();
        }
    }

    private void awaitReadable(long events) {
        assertTimeoutPreemptively(SOON, () -> {
            while (readable() < events) {
                Thread.onSpinWait();
            }
        });
        assertEquals(events, readable());
    }

    private void emit(long tick) {
        frame.icount = tick;
        recording.accept(frame.begin(EventType.HYP_RETURN).put(0L).put(0L));
    }

    @Test
    void theLogOfAQuietMachineIsNeverFarBehind() {
        emit(1);
        emit(2);
        assertEquals(0, readable());
        emit(Recording.PATIENCE);
        awaitReadable(3);
        emit(Recording.PATIENCE + 1);
        assertEquals(3, readable());
        recording.close();
        assertEquals(4, readable());
    }

    @Test
    void aMachineThatWaitsForTheOutsideHasEverythingInTheLog() {
        emit(1);
        recording.nextTick(2, new Idle());
        awaitReadable(1);
        recording.close();
    }

    @Test
    void theEndsOfVmsAreNoted() {
        for (long vm : new long[] {1, -1, 0}) {
            recording.accept(frame.begin(EventType.GUEST_EXIT)
                    .put(vm)
                    .put(GuestExit.Cause.CRASH)
                    .put(vm + 5));
        }
        assertEquals(
                List.of(
                        new Outcome.VmExit(1, GuestExit.Cause.CRASH, 6),
                        new Outcome.VmExit(0, GuestExit.Cause.CRASH, 5)),
                recording.exits());
        recording.close();
    }

    private record Idle() implements InputSource.Demand {
        @Override
        public int consoleRoom(int device) {
            return 0;
        }

        @Override
        public boolean idle() {
            return true;
        }
    }
}
