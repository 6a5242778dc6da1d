package trapline.emulator;

import trapline.emulator.board.Peripherals;
import trapline.emulator.device.ConsoleOutputs;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.EventFrame;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.EventType;
import trapline.recorder.event.Input.StopRequest;
import trapline.recorder.event.InputSource;
import trapline.recorder.event.Observation.GuestExit;

/**
 * All that happens at ticks of its own: inputs, timers, digests, batches of output, idle periods; and the machine's end.
 */
final class MachineClock implements InputSource.Demand {
    /** Nothing will happen. */
    static final long NEVER = InputSource.NEVER;

    /** Ticks between two digests of the state. */
    static final long DIGEST_INTERVAL = 1 << 20;

    private static final StopRequest.Reason[] STOP_REASONS = StopRequest.Reason.values();

    private final Tick tick;
    private final Trace trace;
    private final EventSink sink;
    private final InputSource inputs;
    private final Peripherals peripherals;
    private final ConsoleOutputs outputs;
    private final Consoles consoles;
    private final StateDigest digest;
    private final EventFrame inputFrame = new EventFrame();
    private final MachineEnd end;

    private long due;
    private long nextDigest = DIGEST_INTERVAL;
    /** The tick for which the source has no more inputs. */
    private long inputsSettledAt = -1;

    /** The tick since which nothing runs; -1 while something does. */
    private long idleSince = -1;
    /** When an event stream ends this idle period. */
    private long nextStreamEvent = NEVER;

    /** Seconds since 1970 at tick 0. */
    private long epoch;

    MachineClock(
            MachineBus bus, InputSource inputs, EventSink sink, Consoles consoles, StateDigest digest, MachineEnd end) {
        this.tick = bus.tick();
        this.trace = bus.trace();
        this.peripherals = bus.peripherals();
        this.outputs = bus.outputs();
        this.inputs = inputs;
        this.sink = sink;
        this.consoles = consoles;
        this.digest = digest;
        this.end = end;
    }

    /** The machine's clock. */
    Tick tick() {
        return tick;
    }

    /** The tick up to which processors may run. */
    long due() {
        return due;
    }

    /** Seconds since 1970 at this tick. */
    long seconds() {
        return epoch + tick.now / Tick.PER_SECOND;
    }

    /** Whether the machine has ended. */
    boolean ended() {
        return end.isReached();
    }

    /** Something may have changed what happens next. */
    void changed() {
        due = Math.min(Math.min(nextDigest, outputs.deadline()), Math.min(peripherals.nextEvent(), nextInput()));
    }

    /** A source that had nothing at this tick is asked for a later one. */
    private long nextInput() {
        return inputs.nextTick(inputsSettledAt == tick.now ? tick.now + 1 : tick.now, this);
    }

    /** Does what is due at this tick. */
    void settle() {
        if (tick.now >= nextDigest) {
            sendDigest();
        }
        if (tick.now >= peripherals.nextEvent()) {
            endIdleness();
            peripherals.update();
        }
        outputs.expire();
        if (nextInput() <= tick.now) {
            while (!ended() && inputs.take(tick.now, this, inputFrame)) {
                endIdleness();
                accept();
            }
            inputsSettledAt = tick.now;
        }
        changed();
    }

    /** Digests that fall into an idle period would all be the same and are left out. */
    private void sendDigest() {
        if (idleSince < 0) {
            trace.send(trace.begin(EventType.STATE_DIGEST).put(digest.ofRegisters()));
        }
        nextDigest = (tick.now / DIGEST_INTERVAL + 1) * DIGEST_INTERVAL;
    }

    private void accept() {
        inputFrame.icount = tick.now;
        inputFrame.cpu = 0;
        inputFrame.vm = -1;
        inputFrame.vcpu = -1;
        inputFrame.pc = 0;
        sink.accept(inputFrame);
        if (inputFrame.type == EventType.CONSOLE_INPUT) {
            for (int i = 0; i < inputFrame.length; i++) {
                consoles.receive((int) inputFrame.values[0], inputFrame.bytes[i] & 0xFF);
            }
        } else if (inputFrame.type == EventType.HOST_TIME) {
            epoch = inputFrame.values[0];
            peripherals.clock().setEpoch(epoch);
        } else {
            StopRequest.Reason reason = STOP_REASONS[(int) inputFrame.values[0]];
            end.reach(GuestExit.Cause.STOPPED, 0, "stopped: " + reason);
        }
    }

    /**
     * Nothing can run: the tick of the next thing that happens by itself, {@link #NEVER} for none.
     *
     * @param stream the tick at which an event stream ends a processor's wait
     */
    long nextWhenIdle(long stream) {
        if (idleSince < 0) {
            idleSince = tick.now;
            outputs.flush();
            // What was known for this tick has been taken; what the source learns of from now on comes later, so that a
            // replay,
            // which knows it beforehand, falls asleep first too.
            inputsSettledAt = tick.now;
        }
        nextStreamEvent = stream;
        // The source may have learned of an input only now that it waited for one.
        long input = nextInput();
        due = Math.min(due, input);
        return Math.min(Math.min(peripherals.nextEvent(), stream), input);
    }

    /** Something runs, or happens, again. */
    void endIdleness() {
        if (idleSince >= 0 && tick.now > idleSince) {
            EventFrame frame = trace.begin(EventType.IDLE);
            frame.icount = idleSince;
            trace.send(frame.put(tick.now));
        }
        idleSince = -1;
    }

    /** Everything waits, and nothing will ever happen. */
    void deadlock() {
        endIdleness();
        end.reach(GuestExit.Cause.DEADLOCK, 0, "every CPU waits, and nothing can ever wake one");
    }

    /** Whether input has come for which a processor waits. */
    boolean inputWaits() {
        return consoles.holdsSemihostingInput();
    }

    @Override
    public int consoleRoom(int device) {
        return consoles.room(device);
    }

    @Override
    public boolean idle() {
        return idleSince >= 0 && peripherals.nextEvent() == Peripherals.NEVER && nextStreamEvent == NEVER;
    }
}
