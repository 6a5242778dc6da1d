package trapline.shell.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** By what time is measured: on a busy host, processor time says more about a program, and wall time more about waiting. */
public enum HostClock {
    /** The clock on the wall. */
    WALL,
    /** Processor time of all threads of a process. */
    CPU;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** This process's present reading, in nanoseconds from some beginning. */
    long nanos() {
        return switch (this) {
            case WALL -> System.nanoTime();
            case CPU -> SYSTEM.getProcessCpuTime();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
