package trapline.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, with its output in files so that no pipe can fill up. */
public final class ChildProcess {
    private ChildProcess() {}

    /** Runs it without input, and fails when it takes longer than the given seconds. */
    public static ProgramRun run(List<String> command, int seconds) {
        try {
            Path out = Files.createTempFile("trapline-child", ".out");
            Path err = Files.createTempFile("trapline-child", ".err");
            try {
                return run(command, seconds, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProgramRun run(List<String> command, int seconds, Path out, Path err) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("not done after " + seconds + " s: " + String.join(" ", command) + "\n"
                        + Files.readString(out, StandardCharsets.ISO_8859_1));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command.getFirst(), e);
        }
        return new ProgramRun(
                Files.readString(out, StandardCharsets.ISO_8859_1),
                Files.readString(err, StandardCharsets.ISO_8859_1),
                process.exitValue());
    }
}
