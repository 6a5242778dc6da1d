package trapline.shell.bench;

import java.util.Locale;

/** By what time is measured: on a busy host, processor time says more about a program, and wall time more about waiting. */
public enum HostClock {
    /** The clock on the wall. */
    WALL,
    /** Processor time of all threads of a process. */
    CPU;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
