package trapline.emulator;

import java.util.Locale;
import trapline.emulator.compile.RegionCompiler;
import trapline.emulator.execute.Tiers;
import trapline.emulator.x86.MachineCodeCache;

/** How instructions are executed. It never changes one event, tick or byte of a log. */
public enum Executor {
    /** Micro-operations one by one: the reference. */
    INTERPRETER,
    /** The interpreter, and for what runs often machine code of the host or JVM bytecode. */
    COMPILER;

    /** What a machine needs that is executed so. */
    public Tiers tiers() {
        return switch (this) {
            case INTERPRETER -> Tiers.INTERPRETER;
            case COMPILER -> new Tiers(MachineCodeCache.THRESHOLD, new RegionCompiler(RegionCompiler.THRESHOLD));
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
