package trapline.emulator;

import java.util.Locale;

/** How instructions are executed. It never changes one event, tick or byte of a log. */
public enum Executor {
    /** Micro-operations one by one: the reference. */
    INTERPRETER,
    /** The interpreter, and JVM bytecode for what runs often. */
    COMPILER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
