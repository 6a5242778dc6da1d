package trapline.shell;

import trapline.replay.RunnableMachine;

/** Where the machines of {@code record} and {@code replay} come from. */
final class MachineFactory {
    private MachineFactory() {}

    /** Machines of one kind, whatever the executor: it changes no event, and this version has but the interpreter. */
    static RunnableMachine.Factory of(Executor executor) {
        return switch (executor) {
            case INTERPRETER, COMPILER -> RunnableMachine.Factory.emulator();
        };
    }
}
