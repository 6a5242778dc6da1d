package trapline.shell;

import trapline.replay.RunnableMachine;

/** Where the machines of {@code record} and {@code replay} come from. */
final class MachineFactory {
    private MachineFactory() {}

    static RunnableMachine.Factory of(Executor executor) {
        return (scenario, sink, inputs) -> {
            throw new CommandFailure("there is no machine with an " + executor + " yet");
        };
    }
}
