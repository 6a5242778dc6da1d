package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's U-Boot for QEMU's board, a program that looks at every device and prints what it finds. */
final class UBootTest {
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

    @BeforeEach
    void everythingIsThere() {
        UBoot.assumeInstalled();
    }

    @Test
    void commandsPrintWhatTheyPrintUnderQemu() throws IOException {
        String qemu = UBoot.underQemu(COMMANDS);
        Path input = UBoot.input(directory, COMMANDS);
        Path session = directory.resolve("session");
        ProgramRun ours = Trapline.run(
                "record", "--native", UBoot.FIRMWARE.toString(), "--input", input.toString(), "-o", session.toString());

        assertEquals(0, ours.status(), ours::errors);
        assertEquals(UBoot.timeless(qemu), UBoot.timeless(ours.console()));
        ProgramRun replay = Trapline.run("replay", session.toString());
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }
}
