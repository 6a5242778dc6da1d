package trapline.shell.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import trapline.shell.CommandFailure;

/**
 * Times how long U-Boot takes from the start of a process to its prompt. QEMU gets the key that stops the countdown when it is
 * asked for: one that comes before is lost at times. Ours has it beforehand, in a file.
 */
final class Prompt {
    private static final String PROMPT = "\n=> ";
    private static final String QUESTION = "autoboot:";
    private static final String KEY = "\n";
    private static final String SESSION = "session";
    private static final String NO_LOG = "none.rr";
    private static final long PATIENCE_SECONDS = 30;

    private final Workbench bench;
    private final Benchmark benchmark;
    private final OurProcesses ours;
    private final Path input;

    private Prompt(Workbench bench, Benchmark benchmark) throws IOException {
        this.bench = bench;
        this.benchmark = benchmark;
        this.ours = new OurProcesses(bench);
        this.input = Files.writeString(bench.directory().file("key"), KEY);
    }

    static List<Figure> measure(Workbench bench, Benchmark benchmark) throws IOException {
        return new Prompt(bench, benchmark).figures();
    }

    private List<Figure> figures() throws IOException {
        SampleTable seconds = Interleaved.times(bench, benchmark, this::time, ours.session(SESSION));
        return StartToEnd.figures(benchmark, seconds);
    }

    private Sample time(String purpose, Contender contender) throws IOException {
        bench.watcher().accept(purpose);
        return sample(command(contender));
    }

    private List<String> command(Contender contender) {
        Path firmware = bench.options().uboot();
        if (contender.isQemu()) {
            Qemu.Guest.Firmware guest = new Qemu.Guest.Firmware(firmware);
            return bench.qemu()
                    .orElseThrow()
                    .command(contender, guest, bench.directory().file(NO_LOG));
        }
        return ours.record(firmware, SESSION, "--input", input.toString());
    }

    private Sample sample(List<String> command) throws IOException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(bench.directory().file("err").toFile())
                .start();
        try (OutputStream keyboard = process.getOutputStream();
                InputStream console = process.getInputStream()) {
            readTo(QUESTION, console, command);
            keyboard.write(KEY.getBytes(StandardCharsets.US_ASCII));
            keyboard.flush();
            readTo(PROMPT, console, command);
            return new Sample((System.nanoTime() - begin) / 1e9, processorSeconds(process));
        } finally {
            end(process);
        }
    }

    /** So far; its end is not part of the way to the prompt. */
    private static double processorSeconds(Process process) {
        return process.info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    private static void readTo(String end, InputStream console, List<String> command) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(end, seen.length() - end.length()) < 0) {
            int b = console.read();
            if (b < 0) {
                throw new CommandFailure("U-Boot did not print '%s' but only this, started by %s:\n%s"
                        .formatted(end.strip(), String.join(" ", command), seen));
            }
            if (b != '\r') {
                seen.append((char) b);
            }
        }
    }

    /** Lets it end in its own way, with a complete session, before it is removed. */
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }
}
