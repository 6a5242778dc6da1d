package trapline.shell.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trapline.emulator.GuestConfig;
import trapline.emulator.MachineConfig;
import trapline.emulator.Scenario;
import trapline.emulator.virtio.MacAddress;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;
import trapline.shell.CommandFailure;
import trapline.shell.console.PreparedInput;

class ScenarioFileTest {

    @TempDir
    Path dir;

    @BeforeEach
    void writeImages() throws IOException {
        Files.writeString(dir.resolve("a.elf"), "image a");
        Files.writeString(dir.resolve("b.elf"), "image b");
    }

    private LoadedScenario load(String text) throws IOException {
        return ScenarioFile.load(Files.writeString(dir.resolve("s.toml"), text));
    }

    private String failure(String text) {
        return assertThrows(CommandFailure.class, () -> load(text)).getMessage().replace(dir + "/", "");
    }

    @Test
    void everyKeyArrivesWhereItBelongs() throws IOException {
        LoadedScenario loaded = load("""
                [machine]
                ram = "256M"
                cpus = 2
                quantum = 100

                [microvisor]
                timeslice = "50K"

                [[vm]]
                name = "a"
                image = "a.elf"
                ram = "16M"
                vcpus = 2
                priority = 3
                cpu = 1
                append = "quiet"
                initrd = "b.elf"

                [[vm]]
                name = "b"
                image = "b.elf"

                [[input]]
                vm = "b"
                at = "2K"
                text = "hi\\r"
                """);
        Scenario scenario = loaded.scenario();
        assertEquals(Scenario.Boot.GUEST, scenario.boot(), "boot");
        assertEquals(new MachineConfig(256 << 20, 2, 100), scenario.machine(), "machine");
        assertEquals(50_000, scenario.microvisor().timeslice(), "timeslice");
        GuestConfig a = scenario.guests().getFirst();
        assertEquals("a", a.name(), "name");
        assertEquals("a.elf", a.image().name(), "image");
        assertEquals("b.elf", a.initrd().orElseThrow().name(), "initrd");
        assertEquals(List.of(16 << 20, 2, 3, 1), List.of((int) a.ramBytes(), a.vcpus(), a.priority(), a.cpu()));
        assertEquals("quiet", a.append(), "append");
        PreparedInput input = loaded.inputs().getFirst();
        assertEquals(2, input.console(), "VM 1's console");
        assertEquals(2000, input.at(), "tick");
        assertArrayEquals("hi\r".getBytes(StandardCharsets.UTF_8), input.bytes(), "text");
    }

    @Test
    void memoryIsEnoughForAllGuestsWhenNothingIsSaid() throws IOException {
        Scenario scenario =
                load("[[vm]]\nimage = 'a.elf'\n[[vm]]\nimage = 'b.elf'\n").scenario();
        assertEquals((2 * 128L << 20) + (32 << 20), scenario.machine().ramBytes(), "two VMs and the microvisor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            [machine]~ramm = '1M'~[[vm]]~image = 'a.elf'        | s.toml:2: unknown key 'ramm' in [machine]; did you mean 'ram'?
            [[vm]]~image = 'a.elf'~[[vm]]~imag = 'b.elf'        | s.toml:3: 'vm[1].image' is missing
            [[vm]]~image = 'a.elf'~bogus = 1                    | s.toml:3: unknown key 'bogus' in [vm]; there is: name, image, as, append, initrd, dtb, flash, ram, vcpus, priority, cpu, devices, virtio-legacy, virtio
            [machine]~cpus = 9~[[vm]]~image = 'a.elf'           | s.toml:2: 'machine.cpus' is 9, must be between 1 and 8
            [machine]~ram = 'lots'~[[vm]]~image = 'a.elf'       | s.toml:2: 'machine.ram' is wrong: 'lots' is not a number such as 128M, 1G or 134217728
            [machine]~ram = 1048577~[[vm]]~image = 'a.elf'      | s.toml:2: 'machine.ram' is 1048577 bytes, must be a multiple of 4096
            [[vm]]~image = 'none.elf'                           | s.toml:2: 'vm[0].image' cannot be read: none.elf: there is no such file
            [[vm]]~image = "a\\u0000"                            | s.toml:2: 'vm[0].image' cannot be read: no file can be called that: Nul character not allowed
            [vm]~image = 'a.elf'                                | s.toml:1: 'vm' must be an array of tables: write [[vm]]
            [[vm]]~image = 1                                    | s.toml:2: 'vm[0].image' must be a string: write it in quotes
            boot = 'hypp'~[[vm]]~image = 'a.elf'                | s.toml:1: 'boot' is 'hypp', must be one of native, hyp, guest
            [[vm]]~image = 'a.elf'~[[input]]~vm = 'vm1'~text='' | s.toml:4: 'input[0].vm' is 'vm1', which no [[vm]] is called; did you mean 'vm0'?
            [[vm]]~image = 'a.elf'~devices = ['pl031']          | s.toml:3: 'vm[0].devices' is not available in this version: the microvisor passes no device through yet
            machine = 1                                         | s.toml:1: 'vm' is there 0 times; a scenario has 1 to 64 [[vm]] tables
            """)
    void mistakesAreToldWithTheirLine(String text, String message) {
        assertEquals(message, failure(text.replace('~', '\n')), text);
    }

    @Test
    void virtioDevicesArriveInTheirOrder() throws IOException {
        Files.write(dir.resolve("disk.img"), new byte[1024]);
        Scenario scenario = load("""
                        [[vm]]
                        image = "a.elf"
                        virtio-legacy = false

                        [[vm.virtio]]
                        device = "net"
                        network = "backbone"

                        [[vm.virtio]]
                        device = "block"
                        drive = "disk.img"
                        serial = "number-1"
                        read-only = true

                        [[vm]]
                        image = "b.elf"

                        [[vm.virtio]]
                        device = "net"

                        [[vm.virtio]]
                        device = "net"
                        mac = "02:00:00:00:00:01"

                        [[vm.virtio]]
                        device = "rng"
                        seed = 7

                        [[vm.virtio]]
                        device = "console"
                        output = true
                        """).scenario();
        VirtioConfig a = scenario.guests().get(0).virtio();
        assertEquals(false, a.legacy(), "version");
        assertEquals(
                new VirtioSpec.Network("backbone", MacAddress.automatic(0)),
                a.devices().get(0));
        VirtioSpec.Block disk = (VirtioSpec.Block) a.devices().get(1);
        assertEquals("disk.img", disk.drive().name(), "image");
        assertEquals(1024, disk.drive().size(), "size");
        assertEquals("number-1", disk.serial(), "serial number");
        assertEquals(true, disk.readOnly(), "read-only");
        assertEquals(
                new VirtioConfig(
                        true,
                        List.of(
                                new VirtioSpec.Network("lan", MacAddress.automatic(1)),
                                new VirtioSpec.Network("lan", MacAddress.parse("02:00:00:00:00:01")),
                                new VirtioSpec.Entropy(7),
                                new VirtioSpec.Console(true))),
                scenario.guests().get(1).virtio(),
                "the second VM's");
    }

    @Test
    void theMachineHasItsOwnDevicesWithoutTheMicrovisor() throws IOException {
        LoadedScenario loaded = load("""
                boot = "native"
                [machine]
                virtio-legacy = false
                [[machine.virtio]]
                device = "console"
                [[vm]]
                image = "a.elf"
                [[input]]
                console = "virtio"
                text = "x"
                """);
        assertEquals(
                new VirtioConfig(false, List.of(new VirtioSpec.Console(false))),
                loaded.scenario().machine().virtio());
        assertEquals(1000, loaded.inputs().getFirst().console(), "its console");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            drive = 'disk.img'                                   | 3: 'vm[0].virtio[0].device' is missing
            device = 'disk'                                      | 4: 'vm[0].virtio[0].device' is 'disk', must be one of block, console, rng, net
            device = 'block'                                     | 3: 'vm[0].virtio[0].drive' is missing
            device = 'block'~drive = 'none.img'                  | 5: 'vm[0].virtio[0].drive' cannot be used: none.img: there is no such file
            device = 'block'~drive = 'a.elf'                     | 5: 'vm[0].virtio[0].drive' cannot be used: a.elf: 7 bytes cannot be a raw disk image, which consists of sectors of 512 bytes; fill it up with: truncate -s %512 a.elf
            device = 'block'~drive = 'q.img'                     | 5: 'vm[0].virtio[0].drive' cannot be used: q.img: is an image in the format qcow2, not a raw one; convert it with: qemu-img convert -O raw q.img disk.img
            device = 'block'~drive = 'disk.img'~serial = 'abcdefghijklmnopqrstu' | 6: 'vm[0].virtio[0].serial' is 'abcdefghijklmnopqrstu', must be at most 20 characters of ASCII
            device = 'block'~drive = 'disk.img'~readonly = true  | 6: unknown key 'readonly' in [vm.virtio]; did you mean 'read-only'?
            device = 'rng'~drive = 'disk.img'                    | 5: unknown key 'drive' in [vm.virtio]; there is: device, seed
            device = 'console'~[[vm.virtio]]~device = 'console'  | 6: 'vm[0].virtio[1].device' is 'console' a second time; there can be one
            device = 'net'~mac = '52:54:00'                      | 5: 'vm[0].virtio[0].mac' is wrong: '52:54:00' is no address such as 52:54:00:12:34:56
            device = 'net'~mac = '33:00:00:00:00:01'             | 5: 'vm[0].virtio[0].mac' is wrong: '33:00:00:00:00:01' is the address of a group; make its first byte even
            device = 'net'~[[vm.virtio]]~device = 'net'~mac = '52:54:00:12:34:56' | 7: 'vm[0].virtio[1].mac' is 52:54:00:12:34:56, which on network 'lan' is that of vm[0].virtio[0] already
            device = 'rng'~[[machine.virtio]]~device = 'rng'     | 5: 'machine.virtio' is of use only without the microvisor; give the devices to a VM: [[vm.virtio]]
            device = 'rng'~[[input]]~console = 'virtio'~text = '' | 6: 'input[0].console' is 'virtio', but there is none; add one: [[vm.virtio]] device = "console"
            """)
    void mistakesInVirtioDevicesAreToldWithTheirLine(String table, String message) throws IOException {
        Files.write(dir.resolve("disk.img"), new byte[1024]);
        Files.write(dir.resolve("q.img"), Arrays.copyOf(new byte[] {'Q', 'F', 'I', (byte) 0xFB}, 512));
        String text = "[[vm]]\nimage = 'a.elf'\n[[vm.virtio]]\n" + table.replace('~', '\n');
        assertEquals("s.toml:" + message, failure(text), text);
    }

    @Test
    void onlyTheMicrovisorEmulatesDevices() {
        assertEquals(
                "s.toml:4: 'vm[0].virtio' needs the microvisor; give the devices to the machine: [[machine.virtio]]",
                failure("boot = 'hyp'\n[[vm]]\nimage = 'a.elf'\n[[vm.virtio]]\ndevice = 'rng'\n"));
    }

    @Test
    void thereIsPlaceForThirtyOneDevicesOfAVm() {
        String text = "[[vm]]\nimage = 'a.elf'\n" + "[[vm.virtio]]\ndevice = 'rng'\n".repeat(32);
        assertEquals("s.toml:3: 'vm[0].virtio' is there 32 times; there is place for 31", failure(text));
    }

    @Test
    void brokenTomlIsToldWithItsLine() {
        assertEquals("s.toml:2: is not TOML: Newline not permitted here", failure("[machine]\nram = \n"));
    }

    @Test
    void anImageGivenAsScenarioIsToldApart() throws IOException {
        Path image = Files.write(dir.resolve("image"), new byte[] {0x7F, 'E', 'L', 'F', (byte) 0xFF, (byte) 0xFE});
        String message = assertThrows(CommandFailure.class, () -> ScenarioFile.load(image))
                .getMessage();
        assertEquals(image + ": is not a text in UTF-8; an image is given with --native, --hyp or --guest", message);
    }
}
