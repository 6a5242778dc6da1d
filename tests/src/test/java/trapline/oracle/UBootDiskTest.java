package trapline.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** U-Boot's virtio drivers, its partitions and its file systems, over the same disk here and under QEMU. */
final class UBootDiskTest {
    private static final List<String> COMMANDS = List.of(
            "virtio scan",
            "virtio info",
            "part list virtio 0",
            "ls virtio 0:1",
            "load virtio 0:1 42000000 hello.txt",
            "md.b 42000000 20",
            "fatload virtio 0:1 43000000 big.bin",
            "crc32 43000000 2dc6c0",
            "fatwrite virtio 0:1 43000000 copy.bin 123456",
            "fatls virtio 0:1",
            "fatload virtio 0:1 44000000 copy.bin",
            "crc32 44000000 123456",
            "fstype virtio 0:2",
            "ls virtio 0:2",
            "ext4ls virtio 0:2 /dir",
            "ext4load virtio 0:2 45000000 /dir/big.bin",
            "crc32 45000000 2dc6c0",
            "virtio read 47000000 800 4",
            "md 47000000 10",
            "virtio write 43000000 b000 10",
            "virtio read 47400000 b000 10",
            "cmp.b 43000000 47400000 2000",
            "virtio read 47000000 ffffff 1",
            "dm tree",
            "printenv ethaddr",
            "net list");

    @TempDir
    private Path directory;

    @BeforeEach
    void everythingIsThere() {
        UBoot.assumeInstalled();
        DiskImages.assumeTools();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commandsOnADiskPrintWhatTheyPrintUnderQemu(boolean legacy) throws IOException {
        Path disk = DiskImages.partitioned(directory);
        Path copy = Files.copy(disk, directory.resolve("qemu.img"));
        String qemu = UBoot.underQemu(
                COMMANDS,
                "-global",
                "virtio-mmio.force-legacy=" + legacy,
                "-drive",
                "if=none,id=disk,format=raw,cache=unsafe,file=" + copy,
                "-device",
                "virtio-blk-device,drive=disk",
                "-netdev",
                "hubport,id=lan,hubid=0",
                "-device",
                "virtio-net-device,netdev=lan");
        byte[] before = Files.readAllBytes(disk);
        Path scenario = Files.writeString(directory.resolve("scenario.toml"), """
                boot = "native"
                [machine]
                virtio-legacy = %s
                [[machine.virtio]]
                device = "block"
                drive = "disk.img"
                [[machine.virtio]]
                device = "net"
                [[vm]]
                image = "%s"
                """.formatted(legacy, UBoot.FIRMWARE));
        Path session = directory.resolve("session");
        String input = UBoot.input(directory, COMMANDS).toString();
        ProgramRun ours = Trapline.run("record", scenario.toString(), "--input", input, "-o", session.toString());
        assertEquals(0, ours.status(), ours::errors);
        assertEquals(UBoot.timeless(qemu), UBoot.timeless(ours.console()));
        assertArrayEquals(before, Files.readAllBytes(disk), "the user's disk is as it was");

        Files.delete(disk);
        Path moved = Files.move(session, directory.resolve("moved"));
        ProgramRun replay = Trapline.run("replay", moved.toString());
        assertTrue(replay.console().contains("identical: "), () -> replay.console() + replay.errors());
    }
}
