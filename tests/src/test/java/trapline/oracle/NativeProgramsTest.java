package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directed programs, each on both machines. */
final class NativeProgramsTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void qemuIsThere() {
        Qemu.assumeInstalled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "hello-thumb",
                "exceptions",
                "exceptions-thumb",
                "handler_state",
                "handler_state-thumb",
                "mmu_short",
                "mmu_short-thumb",
                "mmu_long",
                "mmu_long-thumb",
                "mmu_edges",
                "mmu_edges-thumb",
                "tlb_pressure",
                "tlb_pressure-thumb",
                "timer",
                "timer-thumb",
                "gic",
                "gic-thumb",
                "gic_groups",
                "gic_groups-thumb",
                "memory_map",
                "memory_map-thumb",
                "oddities",
                "oddities-thumb",
                "registers",
                "debug_events",
                "debug_events-thumb",
                "device_access",
                "device_access-thumb",
                "fp",
                "fp-thumb"
            })
    void programAtPl1PrintsAndEndsAsUnderQemu(String name) {
        same(
                Qemu.runNative(Guests.elf(name)),
                record("--native", Guests.elf(name).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"psci", "psci-thumb"})
    void programOnTwoCpusPrintsAndEndsAsUnderQemu(String name) {
        same(
                Qemu.runNative(Guests.elf(name), "-smp", "2"),
                record("--native", Guests.elf(name).toString(), "--cpus", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smp", "smp-thumb", "gic_smp", "gic_smp-thumb"})
    void programOnFourCpusPrintsAndEndsAsUnderQemu(String name) {
        same(
                Qemu.runNative(Guests.elf(name), "-smp", "4"),
                record("--native", Guests.elf(name).toString(), "--cpus", "4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hyp_traps",
                "hyp_debug",
                "hyp_handlers",
                "hyp_fp",
                "hyp_mmu",
                "vgic",
                "vgic_states",
                "registers_hyp"
            })
    void programInHypModePrintsAndEndsAsUnderQemu(String name) {
        same(Qemu.runHyp(Guests.elf(name)), record("--hyp", Guests.elf(name).toString()));
    }

    /** Records it, and replays the session while at it. */
    private ProgramRun record(String... image) {
        String session = directory.resolve("session").toString();
        String[] arguments = new String[image.length + 3];
        arguments[0] = "record";
        System.arraycopy(image, 0, arguments, 1, image.length);
        arguments[image.length + 1] = "-o";
        arguments[image.length + 2] = session;
        ProgramRun run = Trapline.run(arguments);
        assertEquals(0, run.status(), () -> "record failed: " + run.errors());
        ProgramRun replay = Trapline.run("replay", session);
        assertEquals(0, replay.status(), () -> "replay failed: " + replay.console() + replay.errors());
        assertTrue(replay.console().contains("identical: "), replay::console);
        return run;
    }

    private void same(ProgramRun qemu, ProgramRun ours) {
        assertFalse(qemu.console().isEmpty(), () -> "QEMU printed nothing: " + qemu.errors());
        assertEquals(qemu.console(), ours.console(), "console text");
        ProgramRun info = Trapline.run("info", directory.resolve("session").toString());
        assertTrue(
                info.console().contains(", status " + qemu.status()),
                () -> "QEMU's exit status is " + qemu.status() + ", but:\n" + info.console());
    }
}
