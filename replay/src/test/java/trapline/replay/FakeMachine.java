package trapline.replay;

import java.util.Optional;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;

/**
 * A machine that mixes its image and its inputs into a state, and emits a piece of it every hundred ticks. It ends by
 * itself after {@link #LIFE} ticks, or by a stop request.
 */
final class FakeMachine implements RunnableMachine, InputSource.Demand {
    static final long LIFE = 1_000_000;
    static final long PERIOD = 100;

    private final EventSink sink;
    private final InputSource inputs;
    private final long wrongAt;
    private final EventFrame frame = new EventFrame();
    private long state;
    private long tick;
    private Optional<GuestExit.Cause> exit = Optional.empty();

    /** A machine that does something else at a tick. */
    FakeMachine(Scenario scenario, EventSink sink, InputSource inputs, long wrongAt) {
        this.sink = sink;
        this.inputs = inputs;
        this.wrongAt = wrongAt;
        for (byte b : scenario.guests().get(0).image().contents()) {
            mix(b);
        }
    }

    static RunnableMachine.Factory sound() {
        return (scenario, sink, inputs) -> new FakeMachine(scenario, sink, inputs, InputSource.NEVER);
    }

    static RunnableMachine.Factory wrongAt(long tick) {
        return (scenario, sink, inputs) -> new FakeMachine(scenario, sink, inputs, tick);
    }

    private void mix(long value) {
        state = Long.rotateLeft((state ^ value) * 0x9E3779B97F4A7C15L, 31);
    }

    @Override
    public MachineResult run(long until) {
        while (exit.isEmpty() && tick < until) {
            long input = inputs.nextTick(tick, this);
            while (exit.isEmpty() && input == tick && inputs.take(tick, this, frame)) {
                takeInput();
                input = inputs.nextTick(tick, this);
            }
            if (exit.isEmpty() && tick == LIFE) {
                end(GuestExit.Cause.POWER_OFF);
            } else if (exit.isEmpty()) {
                step();
            }
        }
        return new MachineResult(exit, 0, "", tick, tick, 0);
    }

    private void step() {
        if (tick == wrongAt) {
            mix(1);
        }
        if (tick % PERIOD == 0) {
            mix(tick);
            head().begin(EventType.HYP_RETURN).put((int) state).put(0x1D3L);
            sink.accept(frame);
        }
        tick++;
    }

    private EventFrame head() {
        frame.icount = tick;
        frame.cpu = 0;
        frame.vm = 0;
        frame.vcpu = 0;
        frame.pc = 0x8000;
        return frame;
    }

    private void takeInput() {
        head();
        sink.accept(frame);
        if (frame.type == EventType.STOP_REQUEST) {
            end(GuestExit.Cause.STOPPED);
        } else {
            mix(frame.bytes[0]);
        }
    }

    private void end(GuestExit.Cause cause) {
        head().begin(EventType.GUEST_EXIT).put(0L).put(cause).put(7L).putBytes(new byte[0], 0, 0);
        sink.accept(frame);
        exit = Optional.of(cause);
    }

    @Override
    public long stateHash() {
        return state;
    }

    @Override
    public int consoleRoom(int device) {
        return 16;
    }

    @Override
    public boolean idle() {
        return false;
    }

    @Override
    public void close() {
        exit = Optional.of(GuestExit.Cause.STOPPED);
    }
}
