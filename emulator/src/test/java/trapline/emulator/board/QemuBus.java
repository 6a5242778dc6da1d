package trapline.emulator.board;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The devices of QEMU's {@code virt} board, through its test protocol; its processors stand still. */
public final class QemuBus implements Bus, AutoCloseable {
    private static final String PROGRAM = "qemu-system-arm";
    private static final String SIZES = "-bw-l";

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private QemuBus(Process process) {
        this.process = process;
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Starts a QEMU; the test that wants it is skipped when there is none. */
    public static QemuBus start(String machine, String... more) throws IOException {
        boolean present = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, PROGRAM)));
        assumeTrue(present, "skipped: " + PROGRAM + " is not installed");
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-M", machine, "-cpu", "cortex-a15", "-nic", "none"));
        command.addAll(List.of("-display", "none", "-serial", "null", "-monitor", "none"));
        command.addAll(List.of("-S", "-qtest", "stdio", "-qtest-log", "/dev/null"));
        command.addAll(List.of(more));
        return new QemuBus(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    @Override
    public long read(long pa, int size) {
        String answer = ask("read%c 0x%x".formatted(SIZES.charAt(size), pa));
        return Long.decode(answer.split(" ")[1]);
    }

    @Override
    public void write(long pa, int size, long value) {
        ask("write%c 0x%x 0x%x".formatted(SIZES.charAt(size), pa, value));
    }

    @Override
    public byte[] load(long pa, int count) {
        String answer = ask("read 0x%x 0x%x".formatted(pa, count));
        return HexFormat.of().parseHex(answer.substring(answer.indexOf("0x") + 2));
    }

    @Override
    public void store(long pa, byte[] bytes) {
        ask("write 0x%x 0x%x 0x%s".formatted(pa, bytes.length, HexFormat.of().formatHex(bytes)));
    }

    private String ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String line = answers.readLine();
            while (line != null && !line.startsWith("OK")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("QEMU ended at " + command);
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
