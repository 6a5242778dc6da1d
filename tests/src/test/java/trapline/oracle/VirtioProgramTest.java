package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bare-metal driver of all virtio devices, which also breaks a ring, on both machines. */
final class VirtioProgramTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void qemuIsThere() {
        Qemu.assumeInstalled();
    }

    @ParameterizedTest
    @CsvSource({"virtio, true", "virtio, false", "virtio-thumb, true", "virtio-thumb, false"})
    void devicesAnswerAsUnderQemu(String program, boolean legacy) throws IOException {
        byte[] contents = new byte[256 * 512];
        new Random(1).nextBytes(contents);
        Path disk = Files.write(directory.resolve("disk.img"), contents);
        Path copy = Files.copy(disk, directory.resolve("qemu.img"));
        ProgramRun qemu = underQemu(Guests.elf(program), copy, legacy);
        assertFalse(qemu.console().isEmpty(), () -> "QEMU printed nothing: " + qemu.errors());

        Path scenario =
                Files.writeString(directory.resolve("scenario.toml"), """
                boot = "native"
                [machine]
                virtio-legacy = %s
                [[machine.virtio]]
                device = "block"
                drive = "disk.img"
                serial = "number-7"
                [[machine.virtio]]
                device = "rng"
                [[machine.virtio]]
                device = "console"
                [[machine.virtio]]
                device = "net"
                [[machine.virtio]]
                device = "net"
                [[vm]]
                image = "%s"
                """.formatted(legacy, Guests.elf(program)));
        Path session = directory.resolve("session");
        ProgramRun ours = Trapline.run("record", scenario.toString(), "-o", session.toString());
        assertEquals(0, ours.status(), ours::errors);
        assertEquals(qemu.console(), ours.console());
        ProgramRun replay = Trapline.run("replay", session.toString());
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }

    private static ProgramRun underQemu(Path elf, Path disk, boolean legacy) {
        return Qemu.runNative(
                elf,
                "-global",
                "virtio-mmio.force-legacy=" + legacy,
                "-drive",
                "if=none,id=disk,format=raw,cache=unsafe,file=" + disk,
                "-device",
                "virtio-blk-device,drive=disk,serial=number-7",
                "-device",
                "virtio-rng-device",
                "-chardev",
                "null,id=nowhere",
                "-device",
                "virtio-serial-device,max_ports=1",
                "-device",
                "virtconsole,chardev=nowhere",
                "-netdev",
                "hubport,id=first,hubid=0",
                "-netdev",
                "hubport,id=second,hubid=0",
                "-device",
                "virtio-net-device,netdev=first,mrg_rxbuf=off",
                "-device",
                "virtio-net-device,netdev=second,mrg_rxbuf=off");
    }
}
