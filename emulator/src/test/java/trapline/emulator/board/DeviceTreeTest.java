package trapline.emulator.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device tree says what QEMU's says, but for the random seeds. */
class DeviceTreeTest {
    private static final long RAM = 128L << 20;

    @TempDir
    private Path directory;

    @Test
    void treeOfTheBoardIsThatOfQemu() throws IOException, InterruptedException {
        String ours = source(DeviceTree.write(DeviceTreeConfig.ofBoard(RAM, 1, false, true), DeviceTree.PADDED_SIZE));

        assertEquals(qemu("virt", List.of("-bios", firmware())), ours);
    }

    @Test
    void treeForSeveralCpusIsThatOfQemu() throws IOException, InterruptedException {
        String ours = source(DeviceTree.write(DeviceTreeConfig.ofBoard(2 * RAM, 4, false, true), 0));

        assertEquals(qemu("virt", List.of("-bios", firmware(), "-smp", "4", "-m", "256")), ours);
    }

    @Test
    void treeForSoftwareInHypModeIsThatOfQemu() throws IOException, InterruptedException {
        DeviceTreeConfig config = DeviceTreeConfig.ofBoard(RAM, 2, true, false)
                .withBootArguments("console=ttyAMA0 quiet")
                .withInitrd(0x4400_0000L, 0x4400_1000L);
        String ours = source(DeviceTree.write(config, DeviceTree.PADDED_SIZE));

        List<String> options = List.of("-kernel", firmware(), "-initrd", firmware(), "-smp", "2", "-append");
        List<String> all = new ArrayList<>(options);
        all.add("console=ttyAMA0 quiet");
        assertEquals(qemu("virt,virtualization=on,gic-version=2", all), ours);
    }

    @Test
    void virtualMachineSeesOnlyTheDevicesItHas() throws IOException, InterruptedException {
        assumeTools("dtc");
        DeviceTreeConfig config = DeviceTreeConfig.ofBoard(16L << 20, 1, false, true)
                .withDevices(EnumSet.of(BoardDevice.GICD, BoardDevice.GICC, BoardDevice.PL011));
        String source = source(DeviceTree.write(config, 0));

        assertTrue(source.contains("pl011@9000000 {"), source);
        assertTrue(source.contains("reg = <0x00 0x40000000 0x00 0x1000000>;"), source);
        for (String absent : List.of("virtio", "pcie", "flash", "pl031", "pl061", "v2m", "fw-cfg")) {
            assertFalse(source.contains(absent), absent + " is in " + source);
        }
    }

    @Test
    void paddedTreeSaysItsWholeSize() {
        byte[] padded = DeviceTree.write(DeviceTreeConfig.ofBoard(RAM, 1, false, true), DeviceTree.PADDED_SIZE);

        assertEquals(DeviceTree.PADDED_SIZE, padded.length);
        assertEquals(DeviceTree.PADDED_SIZE, ByteBuffer.wrap(padded).getInt(4));
    }

    private String firmware() throws IOException {
        Path file = directory.resolve("firmware");
        Files.write(file, new byte[4096]);
        return file.toString();
    }

    private String qemu(String machine, List<String> options) throws IOException, InterruptedException {
        assumeTools("qemu-system-arm", "dtc");
        Path blob = directory.resolve("qemu.dtb");
        List<String> command = new ArrayList<>(List.of("qemu-system-arm", "-M", machine + ",dumpdtb=" + blob));
        command.addAll(List.of("-cpu", "cortex-a15", "-nographic", "-nic", "none"));
        command.addAll(options);
        run(command);
        return withoutSeeds(run(List.of("dtc", "-q", "-I", "dtb", "-O", "dts", blob.toString())));
    }

    private String source(byte[] tree) throws IOException, InterruptedException {
        assumeTools("dtc");
        Path blob = directory.resolve("ours.dtb");
        Files.write(blob, tree);
        return withoutSeeds(run(List.of("dtc", "-q", "-I", "dtb", "-O", "dts", blob.toString())));
    }

    /** QEMU's seeds are random, and where it puts a RAM disk depends on the kernel. */
    private static String withoutSeeds(String source) {
        return source.lines()
                .map(line -> line.replaceAll("(-seed|initrd-start|initrd-end) = <.*>;", "$1"))
                .collect(Collectors.joining("\n"));
    }

    private static void assumeTools(String... tools) {
        for (String tool : tools) {
            boolean present = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
            assumeTrue(present, "skipped: " + tool + " is not installed");
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + " failed: " + output);
        return output;
    }
}
