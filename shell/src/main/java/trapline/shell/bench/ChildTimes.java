package trapline.shell.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows about processes that we started; elsewhere nothing. */
final class ChildTimes {
    /** Clock ticks of the kernel's interface, 100 in a second on every architecture. */
    private static final double TICKS_PER_SECOND = 100;

    /** cutime and cstime, counted from behind the command's name, which is in parentheses (proc_pid_stat(5)). */
    private static final int CHILD_USER_TIME = 13;

    private static final int CHILD_SYSTEM_TIME = 14;
    private static final String PEAK_RESIDENT = "VmHWM:";

    private ChildTimes() {}

    /** Processor time of all processes that we started and that have ended; NaN when unknown. */
    static double seconds() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[CHILD_USER_TIME]) + Long.parseLong(fields[CHILD_SYSTEM_TIME]))
                    / TICKS_PER_SECOND;
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /** The most memory that a process had so far, in bytes; 0 when unknown or when it has ended. */
    static long peakResident(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(PEAK_RESIDENT)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
            return 0;
        } catch (IOException _) {
            return 0;
        }
    }
}
