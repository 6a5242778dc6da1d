package trapline.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.DeviceTree;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.oracle.DebianFiles;
import trapline.oracle.ProgramRun;
import trapline.oracle.Qemu;
import trapline.oracle.Trapline;

/**
 * Each boot prints what it prints under QEMU, its recording by one executor replays under the other, and the kernel's
 * symbols are those of the trace.
 * {@code -Dtrapline.linux=all} boots everything in every way, which takes an hour or more.
 */
@Tag("alone")
final class LinuxBootTest {
    private static final int RAM_MIB = 128;
    /** The self-tests of cryptographic algorithms are a third of a boot. */
    private static final String COMMAND_LINE = "console=ttyAMA0 earlycon=pl011,0x9000000 cryptomgr.notests";

    private static final Set<BoardDevice> NEEDED =
            EnumSet.of(BoardDevice.GICD, BoardDevice.GICC, BoardDevice.GICH, BoardDevice.GICV, BoardDevice.PL011);
    private static final int SECONDS = 1800;

    @TempDir
    private Path directory;

    @BeforeEach
    void everythingIsThere() {
        Qemu.assumeInstalled();
        DebianFiles.assumeFetched();
    }

    static List<LinuxBoot> boots() {
        return LinuxBoot.chosen();
    }

    @ParameterizedTest
    @MethodSource("boots")
    void bootsToItsFirstProcessAndPowersOffAsUnderQemu(LinuxBoot boot) throws Exception {
        List<String> common = options(boot);
        LinuxConsole expected = underQemu(boot, common);
        Path session = directory.resolve("session");
        ProgramRun ours = record(boot, common, session);
        assertEquals(0, ours.status(), ours::errors);
        LinuxConsole actual = new LinuxConsole(ours.console());
        if (boot.cpus() == 1) {
            actual.assertSameAsOneCpuOf(expected);
        } else {
            actual.assertSameAsSeveralCpusOf(expected);
        }

        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<ProgramRun> functions = beside.submit(() -> functionsThatFault(session));
            for (String executor : LinuxBoot.executors()) {
                ProgramRun replay = Trapline.run(SECONDS, "replay", session.toString(), "--executor", executor);
                assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
            }
            assertKernelFaultsWhereItTouchesProcesses(functions.get());
        }
    }

    private LinuxConsole underQemu(LinuxBoot boot, List<String> common) throws IOException {
        ProgramRun run = qemu(boot, common);
        LinuxConsole console = new LinuxConsole(run.console());
        assertTrue(console.isComplete(), () -> "under QEMU: " + run.console() + run.errors());
        return console;
    }

    /** A query for the functions of the kernel in which an access to memory faults. */
    private static ProgramRun functionsThatFault(Path session) {
        String sql =
                "SELECT DISTINCT regexp_replace(symbolize(session_id, vm_id, pc), '\\+.*', '') FROM ev_pl1_exception"
                        + " WHERE kind = 'DABT' AND pc >= sym('_stext') AND pc < sym('_einittext')";
        return Trapline.run("query", session.toString(), "--format", "csv", "-c", sql);
    }

    /** Where the kernel itself faults is, among others, where it touches the memory of a process. */
    private static void assertKernelFaultsWhereItTouchesProcesses(ProgramRun query) {
        List<String> functions = query.console().lines().toList();
        assertTrue(
                functions.containsAll(List.of("__get_user_4", "__put_user_4")), () -> query.console() + query.errors());
    }

    /** What both commands are told. */
    private List<String> options(LinuxBoot boot) throws IOException {
        Path initrd = directory.resolve("initrd");
        Files.write(initrd, Initramfs.withBusybox("init").toBytes());
        List<String> options = new ArrayList<>(List.of("initrd", initrd.toString(), "append", COMMAND_LINE));
        if (boot.form() == LinuxBoot.Form.IMAGE) {
            Path tree = directory.resolve("tree.dtb");
            DeviceTreeConfig board = DeviceTreeConfig.ofBoard((long) RAM_MIB << 20, boot.cpus(), boot.hyp(), false);
            Files.write(tree, DeviceTree.write(board.withDevices(NEEDED), 0));
            options.addAll(List.of("dtb", tree.toString()));
        }
        return options;
    }

    private ProgramRun qemu(LinuxBoot boot, List<String> common) throws IOException {
        Path kernel = boot.kernel().zImage();
        if (boot.form() == LinuxBoot.Form.IMAGE) {
            kernel = Files.write(directory.resolve("uImage"), boot.kernel().uImage());
        }
        List<String> options = dashed("-", common);
        options.addAll(List.of("-m", RAM_MIB + "M", "-smp", Integer.toString(boot.cpus())));
        options.addAll(List.of("-rtc", "base=1970-01-01,clock=vm"));
        if (boot.cpus() == 1) {
            options.addAll(List.of("-icount", "shift=0,sleep=off"));
        }
        return Qemu.run(SECONDS, boot.hyp(), kernel, options.toArray(String[]::new));
    }

    private ProgramRun record(LinuxBoot boot, List<String> common, Path session) throws IOException {
        Path kernel = boot.kernel().zImage();
        if (boot.form() == LinuxBoot.Form.IMAGE) {
            kernel = Files.write(directory.resolve("Image"), boot.kernel().image());
        }
        List<String> command = new ArrayList<>(List.of("record", boot.hyp() ? "--hyp" : "--native", kernel.toString()));
        command.addAll(dashed("--", common));
        command.addAll(List.of("--ram", RAM_MIB + "M", "--cpus", Integer.toString(boot.cpus())));
        command.addAll(List.of("--executor", "compiler", "-o", session.toString()));
        return Trapline.run(SECONDS, command.toArray(String[]::new));
    }

    /** Names and values alternate. */
    private static List<String> dashed(String dashes, List<String> options) {
        List<String> dashed = new ArrayList<>(options);
        for (int i = 0; i < dashed.size(); i += 2) {
            dashed.set(i, dashes + dashed.get(i));
        }
        return dashed;
    }
}
