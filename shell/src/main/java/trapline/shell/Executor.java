package trapline.shell;

import java.util.Locale;

/** How instructions are executed; it never changes one event. */
enum Executor {
    /** Micro-operations one by one: the reference. */
    INTERPRETER,
    /** Blocks compiled to JVM bytecode. */
    COMPILER;

    /** Reports a choice that this version does not have. */
    void require(SubCommand command) {
        if (this == COMPILER) {
            throw command.notAvailable("--executor compiler");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
