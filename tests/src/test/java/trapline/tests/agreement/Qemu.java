package trapline.tests.agreement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import trapline.emulator.Scenario.Boot;

/** QEMU's {@code virt} board with a cortex-a15, as an oracle. */
final class Qemu {
    private static final String COMMAND = "qemu-system-arm";
    private static final long TIMEOUT_SECONDS = 120;

    private Qemu() {}

    /** Whether it is installed. */
    static boolean isInstalled() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(COMMAND, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What an image prints on its console until it ends by semihosting. Booted as a hypervisor it starts in Hyp mode. */
    static String console(ElfImage image, Path directory, Boot boot) throws IOException, InterruptedException {
        Path elf = Files.write(directory.resolve("image.elf"), image.bytes());
        Path output = directory.resolve("console.txt");
        Process process = new ProcessBuilder(
                        COMMAND,
                        "-M",
                        machine(boot),
                        "-cpu",
                        "cortex-a15",
                        "-display",
                        "none",
                        "-monitor",
                        "none",
                        "-semihosting",
                        "-nic",
                        "none",
                        "-serial",
                        "file:" + output,
                        "-kernel",
                        elf.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("messages.txt").toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("QEMU is not done after " + TIMEOUT_SECONDS + " s");
        }
        return Files.readString(output, StandardCharsets.US_ASCII);
    }

    private static String machine(Boot boot) {
        return switch (boot) {
            case NATIVE -> "virt";
            case HYP -> "virt,virtualization=on";
            case GUEST -> throw new IllegalArgumentException("QEMU has no microvisor");
        };
    }
}
