package trapline.emulator;

import java.util.Locale;
import trapline.emulator.compile.RegionCompiler;
import trapline.emulator.execute.RegionFactory;

/** How instructions are executed. It never changes one event, tick or byte of a log. */
public enum Executor {
    /** Micro-operations one by one: the reference. */
    INTERPRETER,
    /** The interpreter, and JVM bytecode for what runs often. */
    COMPILER;

    /** What compiles for a machine that is executed so. */
    public RegionFactory compiler() {
        return switch (this) {
            case INTERPRETER -> RegionFactory.NONE;
            case COMPILER -> new RegionCompiler(RegionCompiler.THRESHOLD);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
