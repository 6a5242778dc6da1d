package trapline.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.oracle.DebianFiles;
import trapline.oracle.Guests;
import trapline.oracle.ProgramRun;
import trapline.oracle.Trapline;

/** Debian's kernels as they are, in VMs under the microvisor, beside each other. */
final class LinuxGuestsTest {
    private static final String COMMAND_LINE = "console=ttyAMA0 cryptomgr.notests quiet";
    private static final int SECONDS = 900;
    /** What the program of tests/src/debian/guest-init calculates, wherever its registers have been meanwhile. */
    private static final String SUM = "guest: sum 0.013269269325467";

    @TempDir
    private Path directory;

    @BeforeEach
    void kernelsAreThere() {
        DebianFiles.assumeFetched();
    }

    @Test
    void twoGuestsShareACpuAndHaveAConsoleEach() throws IOException {
        Path session = record(
                """
                [[vm]]
                name = "short"
                image = "%s"
                initrd = "initrd"
                append = "%s part=greet"
                [[vm]]
                name = "long"
                image = "%s"
                initrd = "initrd"
                append = "%s part=greet"
                [[input]]
                vm = "short"
                at = "460M"
                text = "Ada\\r"
                [[input]]
                vm = "long"
                at = "450M"
                text = "Grace\\r"
                """.formatted(image(DebianKernel.ARMMP), COMMAND_LINE, image(DebianKernel.ARMMP_LPAE), COMMAND_LINE),
                "2G");
        assertLines("short: guest: up with ", "short: " + SUM, "short: guest: greeted by Ada", "short: guest: done");
        assertLines("long: guest: up with ", "long: " + SUM, "long: guest: greeted by Grace", "long: guest: done");
        assertEquals(
                2, console.stream().filter(line -> line.contains("arch_timer")).count(), this::text);
        String info = Trapline.run("info", session.toString()).console();
        assertTrue(info.contains("exit of VM 0  POWER_OFF"), info);
        assertTrue(info.contains("exit of VM 1  POWER_OFF"), info);
        replay(session, "interpreter");
    }

    @Test
    void oneGuestCrashesAndOneLoopsAndTheThirdGoesOnWithTwoVcpus() throws IOException {
        Path session = record(
                """
                [machine]
                cpus = 2
                [[vm]]
                name = "good"
                image = "%s"
                initrd = "initrd"
                vcpus = 2
                append = "%s part=hotplug"
                [[vm]]
                name = "bad"
                image = "%s"
                initrd = "initrd"
                cpu = 1
                append = "%s panic=-1 part=crash"
                [[vm]]
                name = "loop"
                image = "%s"
                ram = "1M"
                """.formatted(
                                image(DebianKernel.ARMMP),
                                COMMAND_LINE,
                                image(DebianKernel.ARMMP_LPAE),
                                COMMAND_LINE,
                                Guests.elf("spin")),
                "1G");
        assertLines(
                "good: guest: up with ", "good: guest: off, CPUs: 1", "good: guest: on, CPUs: 2", "good: guest: done");
        assertLines("bad: guest: up with ", "sysrq triggered crash");
        assertTrue(console.contains("loop: spin: from now on"), this::text);
        String info = Trapline.run("info", session.toString()).console();
        assertTrue(info.contains("exit of VM 0  POWER_OFF"), info);
        assertTrue(info.contains("exit of VM 1  RESET"), info);
        assertTrue(info.contains("exit of VM 2  none, it was still running"), info);
        replay(session, "compiler");
    }

    /** The network is between the kernels, whose devices are of either version; each has a copy of the disk. */
    @Test
    void twoGuestsUseVirtioDevicesAndReachEachOther() throws Exception {
        DebianFiles.assumeFetched("modules");
        byte[] disk = new byte[128 * 512];
        new Random(2).nextBytes(disk);
        Path image = Files.write(directory.resolve("disk"), disk);
        Path session = record(
                "[machine]\ncpus = 2\n" + withDevices(DebianKernel.ARMMP, 1) + withDevices(DebianKernel.ARMMP_LPAE, 2),
                "4G");
        for (int me = 1; me <= 2; me++) {
            String other = md5(me == 1 ? numbers(30_001, 33_000) : numbers(1, 30_000));
            assertLines(
                    "vm%d: guest: disk serial-%d 128 %s".formatted(me, me, md5(disk)),
                    "vm%d: guest: disk keeps ".formatted(me),
                    "vm%d: guest: received %s".formatted(me, other),
                    "vm%d: guest: done".formatted(me));
        }
        assertTrue(console.contains("vm1 (virtio): guest: by hvc"), this::text);
        assertArrayEquals(disk, Files.readAllBytes(image), "what guests write stays in the session's machine");
        replay(session, "compiler");
    }

    private String withDevices(DebianKernel kernel, int me) throws IOException {
        Files.write(
                directory.resolve("initrd" + me),
                Initramfs.withBusybox("guest-init").with(kernel.modules()).toBytes());
        return """
                [[vm]]
                name = "vm%1$d"
                image = "%2$s"
                initrd = "initrd%1$d"
                cpu = %5$d
                virtio-legacy = %3$s
                append = "%4$s part=virtio me=%1$d"
                [[vm.virtio]]
                device = "block"
                drive = "disk"
                serial = "serial-%1$d"
                [[vm.virtio]]
                device = "rng"
                [[vm.virtio]]
                device = "console"
                output = %3$s
                [[vm.virtio]]
                device = "net"
                """.formatted(me, image(kernel), me == 1, COMMAND_LINE, me - 1);
    }

    private static byte[] numbers(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> n + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String md5(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private List<String> console = List.of();

    private Path record(String scenario, String until) throws IOException {
        Files.write(
                directory.resolve("initrd"), Initramfs.withBusybox("guest-init").toBytes());
        Path file = Files.writeString(directory.resolve("scenario.toml"), scenario);
        Path session = directory.resolve("session");
        ProgramRun run = Trapline.run(SECONDS, "record", file.toString(), "-o", session.toString(), "--until", until);
        assertEquals(0, run.status(), run::errors);
        console = run.console().replace("\r", "").lines().toList();
        return session;
    }

    private Path image(DebianKernel kernel) throws IOException {
        return Files.write(directory.resolve(kernel.name()), kernel.image());
    }

    private static void replay(Path session, String executor) {
        ProgramRun replay = Trapline.run(SECONDS, "replay", session.toString(), "--executor", executor);
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }

    private String text() {
        return String.join("\n", console);
    }

    /** Wants lines that contain these, in this order. */
    private void assertLines(String... wanted) {
        int at = 0;
        for (String each : wanted) {
            while (at < console.size() && !console.get(at).contains(each)) {
                at++;
            }
            assertTrue(at < console.size(), () -> "no '" + each + "', or not in its place:\n" + text());
        }
    }
}
