package trapline.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's U-Boot for QEMU's board, at whose prompt commands are typed. */
final class UBoot {
    static final Path FIRMWARE = Path.of("/usr/lib/u-boot/qemu_arm/u-boot.bin");
    private static final String AUTOBOOT = "autoboot:  2 ";
    private static final String PROMPT = "\n=> ";

    private UBoot() {}

    /** Skips the test, and says why, where something is missing. */
    static void assumeInstalled() {
        Qemu.assumeInstalled();
        Assumptions.assumeTrue(Files.isReadable(FIRMWARE), "skipped: u-boot-qemu is not installed");
    }

    /** What is typed: a key that stops the countdown, the commands, and the end. */
    static Path input(Path directory, List<String> commands) throws IOException {
        Path input = directory.resolve("input");
        return Files.writeString(input, "\n" + String.join("\n", commands) + "\npoweroff\n");
    }

    /** The console text without what depends on time: how far the countdown came, and how long something took. */
    static String timeless(String console) {
        return console.replaceFirst("(autoboot:)[ \b0-9]*", "$1").replaceAll(" in \\d+ ms.*", "");
    }

    /** The console text under QEMU, where a line is typed whenever a prompt is seen. */
    static String underQemu(List<String> commands, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("qemu-system-arm", "-M", "virt", "-cpu", "cortex-a15"));
        command.addAll(List.of("-nographic", "-nic", "none", "-bios", FIRMWARE.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream console = process.getInputStream();
                OutputStream keyboard = process.getOutputStream()) {
            StringBuilder seen = new StringBuilder();
            List<String> lines = new ArrayList<>(commands);
            lines.add("poweroff");
            Qemu.readUntil(console, seen, AUTOBOOT);
            type(keyboard, "");
            for (String line : lines) {
                Qemu.readUntil(console, seen, PROMPT);
                type(keyboard, line);
            }
            seen.append(new String(console.readAllBytes(), StandardCharsets.ISO_8859_1));
            return seen.toString();
        } finally {
            process.destroy();
        }
    }

    private static void type(OutputStream keyboard, String line) throws IOException {
        keyboard.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
    }
}
