package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** U-Boot with its environment in the second bank of flash: natively, and as a guest. */
final class UBootFlashTest {
    private static final int ENVIRONMENT_BYTES = 0x40000;
    private static final long BANK_BYTES = 64 << 20;

    private static final List<String> COMMANDS = List.of(
            "printenv found",
            "md 4000000 8",
            "mw.l 42000000 12345678 10",
            "protect off 4100000 +40000",
            "erase 4100000 +40000",
            "md 4100000 10",
            "cp.b 42000000 4100000 40",
            "md 4100000 20",
            "cp.b 42000000 4000000 40",
            "md 4000000 8");

    @TempDir
    private Path directory;

    @BeforeEach
    void everythingIsThere() {
        UBoot.assumeInstalled();
    }

    @Test
    void theSecondBankIsWhatItIsUnderQemu() throws IOException {
        Path file = Files.write(
                directory.resolve("flash.img"), environment("found=in flash\0bootdelay=2\0bootcmd=version\0"));
        byte[] before = Files.readAllBytes(file);
        Path whole = Files.copy(file, directory.resolve("whole.img"));
        try (RandomAccessFile image = new RandomAccessFile(whole.toFile(), "rw")) {
            image.setLength(BANK_BYTES);
        }
        String qemu = UBoot.underQemu(COMMANDS, "-drive", "if=pflash,unit=1,format=raw,file=" + whole);
        assertTrue(qemu.contains("found=in flash"), qemu);

        for (String how : List.of("--native", "--guest")) {
            ProgramRun ours = record(how, file);
            assertEquals(comparable(qemu), comparable(ours.console()), how);
            assertArrayEquals(before, Files.readAllBytes(file), "the file is never written");
            ProgramRun replay = Trapline.run("replay", session(how), "--executor", "interpreter");
            assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
        }
    }

    private ProgramRun record(String how, Path flash) throws IOException {
        ProgramRun run = Trapline.run(
                "record",
                how,
                UBoot.FIRMWARE.toString(),
                "--flash",
                flash.toString(),
                "--input",
                UBoot.input(directory, COMMANDS).toString(),
                "-o",
                session(how));
        assertEquals(0, run.status(), run::errors);
        return run;
    }

    private String session(String how) {
        return directory.resolve(how.substring(2)).toString();
    }

    /** A VM has fewer devices than the machine. */
    private static String comparable(String console) {
        return UBoot.timeless(console).replaceFirst("Core:.*", "");
    }

    /** As U-Boot keeps it: a check sum and strings. */
    private static byte[] environment(String strings) {
        byte[] data = new byte[ENVIRONMENT_BYTES - Integer.BYTES];
        byte[] text = strings.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, data, 0, text.length);
        CRC32 sum = new CRC32();
        sum.update(data);
        return ByteBuffer.allocate(ENVIRONMENT_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .put(data)
                .array();
    }
}
