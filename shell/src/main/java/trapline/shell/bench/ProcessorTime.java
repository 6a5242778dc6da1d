package trapline.shell.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Processor time by POSIX getrusage(), to the microsecond; Java has that of this process to the hundredth of a second, and
 * nothing for children.
 */
enum ProcessorTime {
    /** All threads of this process. */
    OF_THIS_PROCESS(0),
    /** All processes that this one started and that have ended, with theirs. */
    OF_ITS_CHILDREN(-1);

    /** More than any system's struct rusage has. */
    private static final long USAGE_BYTES = 1024;

    private static final Optional<MethodHandle> GETRUSAGE = getrusage();

    private final int who;

    ProcessorTime(int who) {
        this.who = who;
    }

    /** The launcher allows calls of native code. */
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> getrusage() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
        return linker.defaultLookup().find("getrusage").map(function -> linker.downcallHandle(function, type));
    }

    /** User and system time so far; NaN when the system does not tell. */
    double seconds() {
        if (GETRUSAGE.isEmpty()) {
            return Double.NaN;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(USAGE_BYTES, Long.BYTES);
            int failed = (int) GETRUSAGE.get().invokeExact(who, usage);
            return failed == 0 ? time(usage, 0) + time(usage, 2) : Double.NaN;
        } catch (Throwable e) {
            throw new IllegalStateException("getrusage() cannot be called", e);
        }
    }

    /** A struct timeval: seconds and microseconds. */
    private static double time(MemorySegment usage, int index) {
        return usage.getAtIndex(JAVA_LONG, index) + usage.getAtIndex(JAVA_LONG, index + 1) / 1e6;
    }
}
