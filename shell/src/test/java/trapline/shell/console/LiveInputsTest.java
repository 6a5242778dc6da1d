package trapline.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;

class LiveInputsTest {

    /** A machine with one console that has room from some tick on. */
    private static final class Machine implements InputSource.Demand {
        long now;
        long roomFrom;
        boolean idle;
        boolean reads = true;
        int unread;
        final List<String> landed = new ArrayList<>();

        @Override
        public int consoleRoom(int device) {
            return now >= roomFrom ? Math.max(0, 16 - unread) : 0;
        }

        @Override
        public boolean idle() {
            return idle;
        }

        /** Goes from tick to tick as a run loop does, in slices of at most {@code slice} ticks, up to {@code end}. */
        void run(InputSource source, long slice, long end) {
            EventFrame frame = new EventFrame();
            while (now <= end) {
                long next = source.nextTick(now, this);
                if (next > now) {
                    now = Math.min(next, now + slice);
                } else {
                    boolean any = false;
                    while (source.take(now, this, frame)) {
                        landed.add(describe(frame));
                        unread += reads ? 0 : 1;
                        any = true;
                    }
                    assertTrue(any || source.nextTick(now, this) > now, "asked for tick " + now + " for ever");
                }
            }
        }

        private String describe(EventFrame frame) {
            return now + ":"
                    + (frame.type == EventType.CONSOLE_INPUT
                            ? frame.values[0] + new String(frame.bytes, 0, frame.length, StandardCharsets.UTF_8)
                            : StopRequest.Reason.values()[(int) frame.values[0]].name());
        }
    }

    private static PreparedInput input(int console, long at, String text) {
        return new PreparedInput(console, at, text.getBytes(StandardCharsets.UTF_8));
    }

    private static LiveInputs prepared(long until, PreparedInput... inputs) {
        return new LiveInputs(List.of(inputs), until, Optional.empty(), 0);
    }

    private static List<String> landings(LiveInputs source, long roomFrom, long slice, long end) {
        Machine machine = new Machine();
        machine.roomFrom = roomFrom;
        machine.run(source, slice, end);
        return machine.landed;
    }

    @Test
    void bytesLandOneByOneInTheirOrder() {
        LiveInputs source = prepared(InputSource.NEVER, input(0, 250_000, "ab"), input(0, 0, "x"));
        assertEquals(List.of("0:0x", "300000:0a", "400000:0b"), landings(source, 0, 7_777, 2_000_000));
    }

    @Test
    void bytesWaitUntilTheConsoleHasRoom() {
        LiveInputs source = prepared(InputSource.NEVER, input(0, 0, "a"));
        assertEquals(List.of("600000:0a"), landings(source, 512_345, 1_000, 2_000_000));
    }

    @Test
    void theLengthOfSlicesChangesNothing() {
        PreparedInput[] inputs = {input(0, 0, "hello"), input(2, 123_456, "you")};
        List<String> coarse = landings(prepared(900_000, inputs), 150_000, 1_000_000, 2_000_000);
        List<String> fine = landings(prepared(900_000, inputs), 150_000, 13, 2_000_000);
        assertEquals(coarse, fine);
        assertEquals(9, fine.size(), "eight bytes and the end: " + fine);
    }

    @Test
    void theNextLineWaitsForTheGuestToFallSilent() {
        LiveInputs source = prepared(InputSource.NEVER, input(0, 0, "a\nb"));
        Machine machine = new Machine();
        machine.run(source, 1_000_000, 150_000);
        source.heard(0, 5_000_050);
        source.heard(1, 9_000_000);
        machine.run(source, 1_000_000, 20_000_000);
        assertEquals(List.of("0:0a", "100000:0\n", "7100000:0b"), machine.landed);
    }

    @Test
    void theNextByteWaitsUntilTheOneBeforeIsRead() {
        LiveInputs source = prepared(InputSource.NEVER, input(0, 0, "ab"));
        Machine machine = new Machine();
        machine.reads = false;
        machine.run(source, 1_000_000, 5_050_000);
        assertEquals(List.of("0:0a"), machine.landed);
        machine.unread = 0;
        machine.run(source, 1_000_000, 6_000_000);
        assertEquals(List.of("0:0a", machine.landed.get(1)), machine.landed);
        assertTrue(machine.landed.get(1).endsWith("00000:0b"), machine.landed.toString());
    }

    @Test
    void aGuestThatNeverFallsSilentIsInterrupted() {
        LiveInputs source = prepared(InputSource.NEVER, input(0, 0, "\nb"));
        Machine machine = new Machine();
        machine.run(source, 1_000_000, 50_000);
        source.heard(0, 1L << 40);
        machine.run(source, 1_000_000, 500_000_000);
        assertEquals(List.of("0:0\n", ConsoleFeed.PATIENCE + ":0b"), machine.landed);
    }

    @Test
    void theSessionEndsOnTheGivenTick() {
        assertEquals(List.of("54321:UNTIL"), landings(prepared(54_321), 0, 100, 2_000_000));
    }

    @Test
    void anInterruptEndsTheSessionOnce() {
        LiveInputs source = prepared(InputSource.NEVER);
        source.interrupt();
        assertEquals(List.of("0:INTERRUPT"), landings(source, 0, 100, 1_000));
    }

    @Test
    void anIdleMachineThatDoesNotListenGetsNothing() {
        Machine machine = new Machine();
        machine.idle = true;
        machine.roomFrom = Long.MAX_VALUE;
        LiveInputs source = prepared(InputSource.NEVER, input(0, 0, "a"));
        assertEquals(InputSource.NEVER, source.nextTick(0, machine), "nothing can ever happen");
    }

    @Test
    void anIdleMachineWaitsForAKey() {
        Machine machine = new Machine();
        machine.idle = true;
        machine.now = 42;
        Keyboard keyboard = Keyboard.on(new ByteArrayInputStream("k".getBytes(StandardCharsets.UTF_8)));
        LiveInputs source = new LiveInputs(List.of(), InputSource.NEVER, Optional.of(keyboard), 1);
        machine.run(source, 1_000_000, 150_000);
        assertEquals(List.of("100000:1k"), machine.landed);
        assertEquals(InputSource.NEVER, source.nextTick(machine.now, machine), "the keyboard has ended");
    }

    @Test
    void aKeyboardWithoutKeysIsLookedAtNowAndThen() {
        Keyboard keyboard = Keyboard.on(new ByteArrayInputStream(new byte[0]));
        assertEquals(0, keyboard.drainIfEnded(1000).orElseThrow().length, "it had nothing");
        LiveInputs source = new LiveInputs(List.of(), InputSource.NEVER, Optional.of(keyboard), 0);
        assertEquals(LiveInputs.LOOK_TIME, source.nextTick(1, new Machine()));
        assertFalse(source.take(LiveInputs.LOOK_TIME, new Machine(), new EventFrame()), "nothing there");
    }
}
