package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that is measured does the same on both machines, its command line included. */
final class BenchProgramTest {
    private static final Path PROGRAM = Guests.elf("bench");

    @TempDir
    private Path directory;

    @BeforeEach
    void qemuIsThere() {
        Qemu.assumeInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc 1", "sort 1", "matrix 1", "branchy 1", "sha 1", "mix 2", "chase 3", "svc 9", "mmio 9"})
    void kernelGivesAtPl1WhatItGivesUnderQemu(String work) {
        same(work, Qemu.runNative(PROGRAM, "-append", work), record("--native", work));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hvc 9", "crc 1", "svc 9"})
    void kernelGivesInHypModeWhatItGivesUnderQemu(String work) {
        same(work, Qemu.runHyp(PROGRAM, "-append", work), record("--hyp", work));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing 1", "crc 0", "crc x"})
    void wrongCommandLinesAreRefused(String work) {
        ProgramRun qemu = Qemu.runNative(PROGRAM, "-append", work);
        assertEquals(2, qemu.status(), qemu::console);
        assertEquals(qemu.console(), record("--native", work).console());
    }

    private ProgramRun record(String boot, String work) {
        String session = directory.resolve("session").toString();
        return Trapline.run("record", boot, PROGRAM.toString(), "--append", work, "-o", session);
    }

    private static void same(String work, ProgramRun qemu, ProgramRun ours) {
        String kernel = work.substring(0, work.indexOf(' '));
        assertTrue(qemu.console().startsWith(kernel + " 0x"), () -> qemu.console() + qemu.errors());
        assertEquals(0, qemu.status());
        assertEquals(qemu.console(), ours.console(), ours::errors);
    }
}
