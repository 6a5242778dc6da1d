package trapline.shell.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import trapline.shell.CommandFailure;

/** Runs programs to their end, without input, and times them as wholes. */
final class TimedProcess {
    private static final long POLL_MILLISECONDS = 20;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(30);
    private static final int MOST_SHOWN = 2000;

    private final WorkDirectory directory;
    private final Runnable heartbeat;

    /**
     * How a process ended.
     *
     * @param seconds how long it took
     * @param console what it wrote to standard output, lines ended by a line feed alone
     * @param residentBytes the most memory it was seen to have at a time; 0 when unknown
     */
    record Ended(Sample seconds, String console, long residentBytes) {}

    TimedProcess(WorkDirectory directory, Runnable heartbeat) {
        this.directory = directory;
        this.heartbeat = heartbeat;
    }

    /**
     * Runs a program.
     *
     * @throws CommandFailure when it does not end well
     */
    Ended run(List<String> command) throws IOException {
        Path out = directory.file("out");
        Path err = directory.file("err");
        Sample begin = Sample.now(ProcessorTime.OF_ITS_CHILDREN);
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        long resident = await(process);
        Sample seconds = Sample.now(ProcessorTime.OF_ITS_CHILDREN).minus(begin);
        String console = read(out);
        if (process.exitValue() != 0) {
            throw new CommandFailure("%s ended with status %d:\n%s%s"
                    .formatted(String.join(" ", command), process.exitValue(), shown(console), shown(read(err))));
        }
        return new Ended(seconds, console, resident);
    }

    private long await(Process process) {
        long resident = 0;
        long deadline = System.nanoTime() + LONGEST_NANOS;
        try {
            while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                heartbeat.run();
                resident = Math.max(resident, PeakMemory.of(process.pid()));
                if (System.nanoTime() - deadline > 0) {
                    throw new CommandFailure("not done after half an hour: "
                            + process.info().commandLine().orElse("a process"));
                }
            }
            return resident;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r", "");
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), MOST_SHOWN));
    }
}
