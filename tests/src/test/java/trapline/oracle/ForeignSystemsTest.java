package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Firmware and a hypervisor that Debian builds, as far as they come by themselves. */
final class ForeignSystemsTest {
    private static final Path EDK2 = Path.of("/usr/share/AAVMF/AAVMF32_CODE.fd");

    private static final String XEN_ARGUMENTS = "console=dtuart dtuart=/pl011@9000000 noreboot";

    @TempDir
    private Path directory;

    @BeforeEach
    void qemuIsThere() {
        Qemu.assumeInstalled();
    }

    @Test
    void firmwareComesToItsShellAsUnderQemu() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(EDK2), "skipped: qemu-efi-arm is not installed");
        String qemu = Qemu.consoleUntil(
                "any other key to continue.",
                "-M",
                "virt",
                "-cpu",
                "cortex-a15",
                "-m",
                "256",
                "-bios",
                EDK2.toString());

        ProgramRun ours = record("--native", EDK2.toString(), "--ram", "256M", "--until", "5550M");

        assertEquals(qemu, ours.console());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void hypervisorLooksForItsFirstGuestAsUnderQemu(String cpus) throws IOException {
        DebianFiles.assumeFetched();
        String xen = DebianFiles.boot("xen-[0-9.]+-armhf").toString();
        String qemu = Qemu.consoleUntil(
                "Reboot in five seconds...\r\n",
                "-M",
                "virt,virtualization=on,gic-version=2",
                "-cpu",
                "cortex-a15",
                "-m",
                "512",
                "-smp",
                cpus,
                "-kernel",
                xen,
                "-append",
                XEN_ARGUMENTS);

        ProgramRun ours =
                record("--hyp", xen, "--ram", "512M", "--cpus", cpus, "--append", XEN_ARGUMENTS, "--until", "100M");

        assertEquals(timeless(qemu), timeless(ours.console()));
    }

    /** Without what a CPU measures when it starts, which it says only if that took long. */
    private static String timeless(String console) {
        return console.replaceAll("\\(XEN\\) CPU ?\\d+[^\\n]*\\n", "");
    }

    private ProgramRun record(String... arguments) {
        Path session = directory.resolve("session");
        Stream<String> all = Stream.concat(Stream.of("record", "-o", session.toString()), List.of(arguments).stream());
        ProgramRun run = Trapline.run(all.toArray(String[]::new));
        assertEquals(0, run.status(), run::errors);
        return run;
    }
}
