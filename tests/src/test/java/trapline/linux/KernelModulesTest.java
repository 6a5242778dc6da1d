package trapline.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.oracle.DebianFiles;
import trapline.oracle.ProgramRun;
import trapline.oracle.Qemu;
import trapline.oracle.Trapline;

/**
 * What modules of Debian's kernel find when they test themselves: ciphers and hashes in Advanced SIMD, and the compiler for
 * BPF, whose code is written, run and freed a thousand times.
 */
final class KernelModulesTest {
    /** The log has room for what a thousand tests say. */
    private static final String COMMAND_LINE = "console=ttyAMA0 quiet log_buf_len=4M";

    private static final int SECONDS = 600;

    @TempDir
    private Path directory;

    @Test
    void findTheSameAsUnderQemu() throws IOException {
        Qemu.assumeInstalled();
        DebianFiles.assumeFetched();
        DebianFiles.assumeFetched("selftests");
        Path kernel = Files.write(directory.resolve("kernel"), DebianKernel.ARMMP.uImage());
        Path initrd = Files.write(
                directory.resolve("initrd"),
                Initramfs.withBusybox("modules-init")
                        .with(DebianKernel.ARMMP.selfTests())
                        .toBytes());
        ProgramRun qemu =
                Qemu.run(SECONDS, false, kernel, "-initrd", initrd.toString(), "-append", COMMAND_LINE, "-m", "256M");
        List<String> expected = said(qemu);
        assertTrue(expected.contains("driver       : sha256-neon\tselftest     : passed"), qemu::console);
        assertTrue(expected.contains("#0 TAX jited:1 PASS"), qemu::console);
        assertTrue(expected.stream().anyMatch(line -> line.startsWith("Summary: ")), qemu::console);

        Path session = directory.resolve("session");
        ProgramRun ours = Trapline.run(
                SECONDS,
                "record",
                "--native",
                kernel.toString(),
                "--initrd",
                initrd.toString(),
                "--append",
                COMMAND_LINE,
                "--ram",
                "256M",
                "--detail",
                "inputs",
                "-o",
                session.toString());

        assertEquals(expected, said(ours), ours::errors);
    }

    /** The lines between the two marks. */
    private static List<String> said(ProgramRun run) {
        List<String> lines = run.console().replace("\r", "").lines().toList();
        int begin = lines.indexOf("trapline: begin");
        int end = lines.indexOf("trapline: done");
        assertTrue(begin >= 0 && end > begin, () -> run.console() + run.errors());
        return lines.subList(begin + 1, end);
    }
}
