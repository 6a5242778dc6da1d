package trapline.shell.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.emulator.Scenario.Boot;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.Peripherals;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.microvisor.VmConfig;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;
import trapline.shell.CommandFailure;
import trapline.shell.console.PreparedInput;

/** Reads a scenario: the TOML file that docs/scenarios.md describes. Paths in it are relative to it. */
public final class ScenarioFile {
    /** Memory comes in pages. */
    public static final long PAGE = 4096;
    /** The least memory of a machine or VM. */
    public static final long LEAST_RAM = 1L << 20;
    /** What fits between the start of RAM and 4 GiB. */
    public static final long MOST_RAM = 3L << 30;
    /** As many CPUs as a GICv2 serves. */
    public static final int MOST_CPUS = 8;

    /** Where input goes. */
    private enum ConsoleKind {
        UART,
        VIRTIO
    }

    private static final int MOST_VMS = 64;

    /** What the machine needs beside the VMs' memory: the microvisor's stage-2 tables. */
    private static final long MICROVISOR_RAM = 32L << 20;

    private final Path file;
    private final VirtioTables virtio;

    private ScenarioFile(Path file) {
        this.file = file;
        virtio = new VirtioTables(file);
    }

    /** The scenario in a file, images included. */
    public static LoadedScenario load(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (MalformedInputException _) {
            throw new CommandFailure(
                    file + ": is not a text in UTF-8; an image is given with --native, --hyp or --guest");
        }
        KeyPlaces places = new KeyPlaces(text.lines().toList());
        return new ScenarioFile(file).read(new TomlTable(file.toString(), places, "", parse(file, text)));
    }

    private static ObjectNode parse(Path file, String text) {
        try {
            return (ObjectNode) new TomlMapper().readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String line = place == null ? "" : ":" + place.getLineNr();
            throw new CommandFailure(file + line + ": is not TOML: " + e.getOriginalMessage());
        }
    }

    private LoadedScenario read(TomlTable top) {
        Boot boot = top.choice("boot", Boot.class, Boot.GUEST);
        List<TomlTable> vms = top.tables("vm");
        if (vms.isEmpty() || vms.size() > MOST_VMS) {
            throw top.wrong(
                    "vm", "is there " + vms.size() + " times; a scenario has 1 to " + MOST_VMS + " [[vm]] tables");
        }
        if (boot != Boot.GUEST && vms.size() > 1) {
            throw top.wrong("boot", "allows one [[vm]] only, there are " + vms.size() + "; use boot = \"guest\"");
        }
        List<GuestConfig> guests = new ArrayList<>();
        for (TomlTable vm : vms) {
            guests.add(guest(vm, "vm" + guests.size(), boot));
        }
        MachineConfig machine = machine(top.table("machine"), defaultRam(boot, guests), boot);
        MicrovisorConfig microvisor = microvisor(top.table("microvisor"));
        List<PreparedInput> inputs = new ArrayList<>();
        for (TomlTable input : top.tables("input")) {
            inputs.add(input(input, new Scenario(boot, machine, microvisor, guests)));
        }
        top.finish();
        return new LoadedScenario(new Scenario(boot, machine, microvisor, guests), inputs);
    }

    /** Memory for all VMs and the microvisor, and never less than QEMU's default. */
    public static long defaultRam(Boot boot, List<GuestConfig> guests) {
        if (boot != Boot.GUEST) {
            return MachineConfig.DEFAULT.ramBytes();
        }
        long vms = guests.stream().mapToLong(GuestConfig::ramBytes).sum();
        return Math.max(MachineConfig.DEFAULT.ramBytes(), vms + MICROVISOR_RAM);
    }

    private MachineConfig machine(TomlTable table, long defaultRam, Boot boot) {
        if (boot == Boot.GUEST) {
            VirtioTables.refuse(
                    table, "is of use only without the microvisor; give the devices to a VM: [[vm.virtio]]");
        }
        MachineConfig machine = new MachineConfig(
                ram(table, defaultRam),
                table.integer("cpus", MachineConfig.DEFAULT.cpus(), 1, MOST_CPUS),
                table.integer("quantum", MachineConfig.DEFAULT.quantum(), 1, 1_000_000_000),
                virtio.read(table, BoardDevice.VIRTIO_TRANSPORTS));
        table.finish();
        return machine;
    }

    private static MicrovisorConfig microvisor(TomlTable table) {
        MicrovisorConfig microvisor = new MicrovisorConfig(
                table.integer("timeslice", MicrovisorConfig.DEFAULT.timeslice(), 1000, 1_000_000_000),
                table.choice("stage2", MicrovisorConfig.Stage2.class, MicrovisorConfig.DEFAULT.stage2()));
        table.finish();
        return microvisor;
    }

    private GuestConfig guest(TomlTable table, String defaultName, Boot boot) {
        if (boot != Boot.GUEST) {
            VirtioTables.refuse(table, "needs the microvisor; give the devices to the machine: [[machine.virtio]]");
        }
        GuestConfig guest = new GuestConfig(
                table.string("name").orElse(defaultName),
                program(table),
                table.string("append").orElse(""),
                table.string("initrd").map(path -> image(table, "initrd", path)),
                table.string("dtb").map(path -> image(table, "dtb", path)),
                table.string("flash").map(path -> image(table, "flash", path)),
                ram(table, GuestConfig.DEFAULT_RAM),
                table.integer("vcpus", 1, 1, MOST_CPUS),
                table.integer("priority", 0, 0, 255),
                table.integer("cpu", 0, 0, MOST_CPUS - 1),
                noDevices(table),
                virtio.read(table, VmConfig.MOST_VIRTIO));
        table.finish();
        return guest;
    }

    /** The key is there, so that its name is not used for anything else. */
    private static List<String> noDevices(TomlTable table) {
        if (!table.strings("devices").isEmpty()) {
            throw table.wrong(
                    "devices", "is not available in this version: the microvisor passes no device through yet");
        }
        return List.of();
    }

    private Image program(TomlTable table) {
        Image image = image(table, "image", table.requiredString("image"));
        return image.as(table.choice("as", ImageKind.class, image.kind()));
    }

    private Image image(TomlTable table, String key, String path) {
        try {
            return ImageFiles.read(ImageFiles.beside(file, path));
        } catch (CommandFailure e) {
            throw table.wrong(key, "cannot be read: " + e.getMessage());
        }
    }

    private static long ram(TomlTable table, long otherwise) {
        long ram = table.bytes("ram", otherwise, LEAST_RAM, MOST_RAM);
        if (ram % PAGE != 0) {
            throw table.wrong("ram", "is " + ram + " bytes, must be a multiple of " + PAGE);
        }
        return ram;
    }

    private static PreparedInput input(TomlTable table, Scenario scenario) {
        Optional<String> vm = table.string("vm");
        int number = vm.isPresent() ? vm(table, scenario.guests(), vm.get()) : 0;
        boolean guest = scenario.boot() == Boot.GUEST;
        int console = guest ? 1 + number : 0;
        if (table.choice("console", ConsoleKind.class, ConsoleKind.UART) == ConsoleKind.VIRTIO) {
            VirtioConfig devices = guest
                    ? scenario.guests().get(number).virtio()
                    : scenario.machine().virtio();
            if (devices.devices().stream().noneMatch(VirtioSpec.Console.class::isInstance)) {
                String owner = guest ? "[[vm.virtio]]" : "[[machine.virtio]]";
                throw table.wrong(
                        "console", "is 'virtio', but there is none; add one: " + owner + " device = \"console\"");
            }
            console += Peripherals.VIRTIO_CONSOLE;
        }
        byte[] bytes = table.requiredString("text").getBytes(StandardCharsets.UTF_8);
        PreparedInput input = new PreparedInput(console, table.count("at", 0, 0, Long.MAX_VALUE), bytes);
        table.finish();
        return input;
    }

    private static int vm(TomlTable table, List<GuestConfig> guests, String name) {
        List<String> names = guests.stream().map(GuestConfig::name).toList();
        int vm = names.indexOf(name);
        if (vm < 0) {
            throw table.wrong("vm", "is '" + name + "', which no [[vm]] is called; " + Suggestion.of(name, names));
        }
        return vm;
    }
}
