package trapline.replay;

import trapline.emulator.Executor;
import trapline.emulator.Machine;
import trapline.emulator.MachineResult;
import trapline.emulator.Scenario;
import trapline.recorder.event.EventSink;
import trapline.recorder.event.InputSource;

/** The emulator's machine. */
final class EmulatedMachine implements RunnableMachine {
    private final Machine machine;

    EmulatedMachine(Scenario scenario, Executor executor, EventSink sink, InputSource inputs) {
        machine = new Machine(scenario, executor.tiers(), sink, inputs);
    }

    @Override
    public MachineResult run(long tick) {
        return machine.runUntil(tick);
    }

    @Override
    public long stateHash() {
        return machine.stateHash();
    }

    @Override
    public void close() {
        machine.close();
    }
}
