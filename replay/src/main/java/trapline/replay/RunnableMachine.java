package trapline.replay;

import trapline.emulator.Executor;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;

/** What recording and replaying need of a machine. */
public interface RunnableMachine extends AutoCloseable {
    /**
     * Runs until the machine ends or has reached a tick.
     *
     * @param tick where to stop; {@link InputSource#NEVER} to run to the end
     */
    MachineResult run(long tick);

    /** Hash of the whole state: registers, memory, devices, TLBs. */
    long stateHash();

    /** Gives its memory back to the host. */
    @Override
    void close();

    /** Builds machines: the emulator, or a fake in a test. */
    @FunctionalInterface
    interface Factory {
        /** The emulator. */
        static Factory emulator(Executor executor) {
            return (scenario, sink, inputs) -> new EmulatedMachine(scenario, executor, sink, inputs);
        }

        /** A machine at tick 0 that emits its events into {@code sink} and takes its inputs from {@code inputs}. */
        RunnableMachine build(Scenario scenario, EventSink sink, InputSource inputs);
    }
}
