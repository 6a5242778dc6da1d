package trapline.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.emulator.boot.ImageException;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;

class MachineTest {
    /** Inputs at given ticks. */
    private static class Script implements InputSource {
        private final List<EventFrame> inputs = new ArrayList<>();

        Script key(long at, int b) {
            EventFrame frame = new EventFrame();
            frame.icount = at;
            inputs.add(frame.begin(EventType.CONSOLE_INPUT).put(0).putBytes(new byte[] {(byte) b}, 0, 1));
            return this;
        }

        Script stop(long at) {
            return stop(at, StopRequest.Reason.UNTIL);
        }

        Script stop(long at, StopRequest.Reason reason) {
            EventFrame frame = new EventFrame();
            frame.icount = at;
            inputs.add(frame.begin(EventType.STOP_REQUEST).put(reason));
            return this;
        }

        @Override
        public long nextTick(long now, Demand demand) {
            return inputs.isEmpty() ? NEVER : inputs.getFirst().icount;
        }

        @Override
        public boolean take(long now, Demand demand, EventFrame frame) {
            if (inputs.isEmpty() || inputs.getFirst().icount != now) {
                return false;
            }
            frame.copyFrom(inputs.removeFirst());
            return true;
        }
    }

    /** Wants to be asked again and again, as a live source does. */
    private static final class Curious extends Script {
        private final long interval;

        Curious(long interval) {
            this.interval = interval;
        }

        @Override
        public long nextTick(long now, Demand demand) {
            return Math.min(super.nextTick(now, demand), (now / interval + 1) * interval);
        }
    }

    /** Is asked now and then, and learns of its input only while the machine waits for it: a keyboard. */
    private static final class Keyboard extends Script {
        @Override
        public long nextTick(long now, Demand demand) {
            return demand.idle() ? super.nextTick(now, demand) : (now / 1000 + 1) * 1000;
        }
    }

    /** Stops the machine when it sleeps, at once: Ctrl-C. */
    private static final class Interrupt extends Script {
        @Override
        public long nextTick(long now, Demand demand) {
            return demand.idle() ? now : (now / 1000 + 1) * 1000;
        }

        @Override
        public boolean take(long now, Demand demand, EventFrame frame) {
            frame.begin(EventType.STOP_REQUEST).put(StopRequest.Reason.INTERRUPT);
            return true;
        }
    }

    /** What a run left. */
    private record Run(MachineResult result, List<EventFrame> events, long hash) {
        List<EventFrame> of(EventType type) {
            return events.stream().filter(event -> event.type == type).toList();
        }

        String console() {
            StringBuilder text = new StringBuilder();
            of(EventType.CONSOLE_OUTPUT).forEach(event -> text.append(event.text()));
            return text.toString();
        }
    }

    private static Scenario scenario(int[] program, int cpus, int quantum) {
        return new Scenario(
                Scenario.Boot.NATIVE,
                new MachineConfig(4L << 20, cpus, quantum),
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("program", Programs.image(program))));
    }

    private static Run run(Scenario scenario, Script script, long step, long limit) {
        List<EventFrame> events = new ArrayList<>();
        try (Machine machine = new Machine(
                scenario,
                Executor.COMPILER.tiers(),
                frame -> {
                    EventFrame copy = new EventFrame();
                    copy.copyFrom(frame);
                    events.add(copy);
                },
                script)) {
            MachineResult result = machine.result();
            while (result.exit().isEmpty() && machine.now() < limit) {
                result = machine.runUntil(Math.min(limit, machine.now() + step));
            }
            return new Run(result, events, machine.stateHash());
        }
    }

    private static Run run(int[] program) {
        return run(scenario(program, 1, 4096), new Script(), 1_000_000, 1_000_000);
    }

    private static void assertSame(Run expected, Run actual) {
        assertEquals(expected.result(), actual.result());
        assertEquals(expected.hash(), actual.hash());
        assertEquals(expected.events().size(), actual.events().size());
        for (int i = 0; i < expected.events().size(); i++) {
            assertTrue(expected.events().get(i).sameAs(actual.events().get(i)), "event " + i);
        }
    }

    @Test
    void aProgramSleepsUntilItsTimerAndSwitchesOff() {
        Run run = run(Programs.TIMER);
        assertEquals("...", run.console());
        assertEquals(Optional.of(GuestExit.Cause.POWER_OFF), run.result().exit());
        assertEquals(3, run.of(EventType.IDLE).size());
        for (EventFrame idle : run.of(EventType.IDLE)) {
            assertEquals(0, idle.values[0] % 16, "a count begins every 16 ticks");
            assertTrue(idle.values[0] - idle.icount > 1500);
        }
        assertEquals(46, run.result().instructions());
        assertEquals(run.events().size(), run.result().events());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100, 1601})
    void stoppingAnywhereChangesNothing(long step) {
        assertSame(run(Programs.TIMER), run(scenario(Programs.TIMER, 1, 4096), new Script(), step, 1_000_000));
        Scenario two = scenario(Programs.TWO_CPUS, 2, 100);
        assertSame(run(two, new Script(), 1_000_000, 1_000_000), run(two, new Script(), step, 1_000_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 13, 1000})
    void aSourceThatWantsToBeAskedAgainChangesNothing(long interval) {
        for (int[] program : new int[][] {Programs.TIMER, Programs.EVENTS, Programs.ECHO}) {
            Scenario scenario = scenario(program, 1, 4096);
            Run asked = run(scenario, new Curious(interval).key(20_000, 'x'), 1_000_000, 1_000_000);
            assertSame(run(scenario, new Script().key(20_000, 'x'), 1_000_000, 1_000_000), asked);
        }
    }

    @Test
    void theEventStreamEndsWaits() {
        Run run = run(Programs.EVENTS);
        assertEquals(
                List.of(0x2000L, 0x6000L, 0xA000L),
                run.of(EventType.IDLE).stream().map(event -> event.values[0]).toList());
        assertEquals(Optional.of(GuestExit.Cause.POWER_OFF), run.result().exit());
    }

    @Test
    void processorsTakeTurnsByTheQuantum() {
        Run coarse = run(scenario(Programs.TWO_CPUS, 2, 4096), new Script(), 1_000_000, 1_000_000);
        Run fine = run(scenario(Programs.TWO_CPUS, 2, 10), new Script(), 1_000_000, 1_000_000);
        assertEquals(Optional.of(GuestExit.Cause.POWER_OFF), coarse.result().exit());
        assertEquals(Optional.of(GuestExit.Cause.POWER_OFF), fine.result().exit());
        assertTrue(Math.abs(fine.result().ticks() - 20_040) < 40, "both count at the same speed: " + fine.result());
    }

    @Test
    void anInputLandsExactlyOnItsTick() {
        Script script = new Script().key(1003, 'a').key(2004, 'b').key(5001, 'x');
        Run run = run(scenario(Programs.ECHO, 1, 4096), script, 1_000_000, 1_000_000);
        assertEquals("abx", run.console());
        assertEquals(
                List.of(1003L, 2004L, 5001L),
                run.of(EventType.CONSOLE_INPUT).stream()
                        .map(event -> event.icount)
                        .toList());
        assertEquals(Optional.of(GuestExit.Cause.SEMIHOSTING_EXIT), run.result().exit());
        assertTrue(run.result().ticks() - 5001 < 20, "noticed within a turn of its loop");
    }

    @Test
    void aMachineThatNothingCanWakeIsDeadlocked() {
        Run run = run(Programs.SLEEP);
        assertEquals(Optional.of(GuestExit.Cause.DEADLOCK), run.result().exit());
        assertEquals(1, run.result().ticks());
    }

    @Test
    void aStopRequestEndsTheMachineAtItsTick() {
        Run run = run(scenario(Programs.SPIN, 1, 4096), new Script().stop(777), 1_000_000, 1_000_000);
        assertEquals(Optional.of(GuestExit.Cause.STOPPED), run.result().exit());
        assertEquals(777, run.result().ticks());
        EventFrame last = run.events().getLast();
        assertEquals(EventType.GUEST_EXIT, last.type);
        assertEquals(777, last.icount);
    }

    @Test
    void aSleepingMachineIsStoppedAtTheTickToo() {
        Run run = run(scenario(Programs.SLEEP, 1, 4096), new Script().stop(777), 1_000_000, 1_000_000);
        assertEquals(777, run.result().ticks());
        assertEquals(777, run.of(EventType.IDLE).getFirst().values[0]);
    }

    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void anInputThatComesOnlyWhileTheMachineSleepsIsTaken() {
        Run run = run(scenario(Programs.SLEEP, 1, 4096), new Keyboard().stop(300), 1_000_000, 1_000_000);
        assertEquals(300, run.result().ticks(), "before the tick at which the source wanted to be asked again");
    }

    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void whatComesTheMomentTheMachineFallsAsleepComesAgainBehindWhatItSaid() {
        Scenario scenario = scenario(Programs.PROMPT, 1, 4096);
        Run recorded = run(scenario, new Interrupt(), 1_000_000, 1_000_000);
        long at = recorded.of(EventType.STOP_REQUEST).getFirst().icount;

        assertSame(recorded, run(scenario, new Script().stop(at, StopRequest.Reason.INTERRUPT), 1_000_000, 1_000_000));
    }

    @Test
    void digestsComeAtMultiplesOfTheirInterval() {
        long limit = 3 * MachineClock.DIGEST_INTERVAL + 5;
        Run run = run(scenario(Programs.SPIN, 1, 4096), new Script(), 100_000, limit);
        assertEquals(
                List.of(1L << 20, 2L << 20, 3L << 20),
                run.of(EventType.STATE_DIGEST).stream()
                        .map(event -> event.icount)
                        .toList());
        assertEquals(limit, run.result().ticks());
        assertEquals(limit, run.result().instructions());
    }

    @Test
    void anImageThatDoesNotFitIsRefusedByName() {
        Scenario small = new Scenario(
                Scenario.Boot.NATIVE,
                new MachineConfig(0x1_0000, 1, 4096),
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("program", Programs.image(Programs.SPIN))));
        ImageException thrown = assertThrows(ImageException.class, () -> run(small, new Script(), 1, 1));
        assertTrue(thrown.getMessage().startsWith("program: needs memory at 0x40010000"), thrown.getMessage());
        assertFalse(thrown.getMessage().contains("null"));
    }
}
