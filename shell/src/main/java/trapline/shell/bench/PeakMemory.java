package trapline.shell.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that a process had so far, as Linux tells it (proc_pid_status(5)). */
final class PeakMemory {
    private static final String PEAK_RESIDENT = "VmHWM:";

    private PeakMemory() {}

    /** In bytes; 0 when unknown or when the process has ended. */
    static long of(long pid) {
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
