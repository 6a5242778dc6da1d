package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's U-Boot for QEMU's board, a program that looks at every device and prints what it finds. */
final class UBootTest {
    private static final Path FIRMWARE = Path.of("/usr/lib/u-boot/qemu_arm/u-boot.bin");
    private static final String AUTOBOOT = "autoboot:  2 ";
    private static final String PROMPT = "\n=> ";

    private static final List<String> COMMANDS = List.of(
            "version",
            "bdinfo",
            "dm tree",
            "printenv",
            "pci",
            "pci header 0.0.0",
            "fdt addr ${fdtcontroladdr}",
            "fdt print /intc@8000000",
            "md 9000fe0 8",
            "md 8000fe0 8",
            "mw.l 42000000 12345678 10",
            "crc32 42000000 40",
            "protect off 4000000 +40000",
            "erase 4000000 +40000",
            "cp.b 42000000 4000000 40",
            "md 4000000 10",
            "setenv greeting hello; echo $greeting",
            "coninfo");

    @TempDir
    private Path directory;

    @BeforeAll
    static void everythingIsThere() {
        Qemu.assumeInstalled();
        Assumptions.assumeTrue(Files.isReadable(FIRMWARE), "skipped: u-boot-qemu is not installed");
    }

    @Test
    void commandsPrintWhatTheyPrintUnderQemu() throws IOException {
        String qemu = underQemu();
        Path input = directory.resolve("input");
        Files.writeString(input, "\n" + String.join("\n", COMMANDS) + "\npoweroff\n");
        Path session = directory.resolve("session");
        ProgramRun ours = Trapline.run(
                "record", "--native", FIRMWARE.toString(), "--input", input.toString(), "-o", session.toString());

        assertEquals(0, ours.status(), ours::errors);
        assertEquals(afterCountdown(qemu), afterCountdown(ours.console()));
        ProgramRun replay = Trapline.run("replay", session.toString());
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }

    /** How far the countdown comes depends on when the key is pressed. */
    private static String afterCountdown(String console) {
        return console.replaceFirst("(autoboot:)[ \b0-9]*", "$1");
    }

    /** Types a line whenever it sees a prompt. */
    private static String underQemu() throws IOException {
        Process process = new ProcessBuilder(
                        "qemu-system-arm",
                        "-M",
                        "virt",
                        "-cpu",
                        "cortex-a15",
                        "-nographic",
                        "-nic",
                        "none",
                        "-bios",
                        FIRMWARE.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream console = process.getInputStream();
                OutputStream keyboard = process.getOutputStream()) {
            StringBuilder seen = new StringBuilder();
            List<String> lines = new ArrayList<>(COMMANDS);
            lines.add("poweroff");
            readUntil(console, seen, AUTOBOOT);
            type(keyboard, "");
            for (String line : lines) {
                readUntil(console, seen, PROMPT);
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

    private static void readUntil(InputStream console, StringBuilder seen, String end) throws IOException {
        int from = seen.length();
        int b = console.read();
        while (b >= 0) {
            seen.append((char) b);
            if (seen.length() - from >= end.length()
                    && seen.substring(seen.length() - end.length()).equals(end)) {
                return;
            }
            b = console.read();
        }
        throw new IOException("QEMU ended: " + seen);
    }
}
