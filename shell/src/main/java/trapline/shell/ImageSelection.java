package trapline.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.emulator.Scenario.Boot;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.microvisor.VmConfig;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;
import trapline.shell.scenario.ImageFiles;
import trapline.shell.scenario.LoadedScenario;
import trapline.shell.scenario.ScenarioFile;

/** The options that say what is recorded: a scenario file, or images with the options of a machine. */
final class ImageSelection {

    @ArgGroup(multiplicity = "1", order = 0)
    private Source source = new Source();

    @Option(names = "--append", paramLabel = "CMDLINE", description = "command line for an operating system", order = 1)
    private Optional<String> append = Optional.empty();

    @Option(
            names = "--initrd",
            paramLabel = "FILE",
            description = "initial RAM disk for an operating system",
            order = 2)
    private Optional<Path> initrd = Optional.empty();

    @Option(
            names = "--dtb",
            paramLabel = "FILE",
            description = "device tree blob to use instead of the board's own, as QEMU's -dtb",
            order = 3)
    private Optional<Path> deviceTree = Optional.empty();

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            converter = Quantity.Bytes.class,
            description = "memory of the machine, or of each VM with --guest; 128M when not given",
            order = 4)
    private Optional<Long> ram = Optional.empty();

    @Option(
            names = "--cpus",
            paramLabel = "N",
            description = "number of CPUs, 1 to 8; of the machine and, with --guest, of each VM",
            order = 5)
    private Optional<Integer> cpus = Optional.empty();

    @Option(
            names = "--drive",
            paramLabel = "FILE",
            description =
                    "a raw disk image, as a virtio disk of the machine, or of each VM with --guest; it is never written",
            order = 6)
    private List<Path> drives = List.of();

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description =
                    "what an image is, when it is not what it looks like: ${COMPLETION-CANDIDATES}. A kernel starts"
                            + " as with QEMU's -kernel, firmware as with its -bios",
            order = 7)
    private Optional<ImageKind> kind = Optional.empty();

    @Option(
            names = "--flash",
            paramLabel = "FILE",
            description =
                    "contents of the second bank of flash, as QEMU's second -pflash (the first holds the image, if that is"
                            + " firmware); what the program changes there is kept by the session, not in the file",
            order = 8)
    private Optional<Path> flash = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Exactly one of these. */
    private static final class Source {
        @Parameters(paramLabel = "SCENARIO.toml", arity = "0..1", description = "a scenario; see docs/scenarios.md")
        private Optional<Path> scenario = Optional.empty();

        @Option(names = "--native", paramLabel = "IMAGE", description = "start an image at PL1, without a hypervisor")
        private Optional<Path> nativeImage = Optional.empty();

        @Option(names = "--hyp", paramLabel = "IMAGE", description = "start an image in Hyp mode: a hypervisor")
        private Optional<Path> hypImage = Optional.empty();

        @Option(
                names = "--guest",
                paramLabel = "IMAGE",
                description = "start an image in a VM under the microvisor; once for each VM")
        private List<Path> guestImages = List.of();
    }

    /** Reads the files and puts the scenario together. */
    LoadedScenario load() throws IOException {
        if (source.scenario.isPresent()) {
            if (isAnyPresent(append, initrd, deviceTree, flash, ram, cpus, kind) || !drives.isEmpty()) {
                throw usage(
                        "with a scenario file, set append, initrd, dtb, flash, ram, cpus, as and drives ([[vm.virtio]]) in the file");
            }
            return ScenarioFile.load(source.scenario.get());
        }
        return new LoadedScenario(fromOptions(), List.of());
    }

    private static boolean isAnyPresent(Optional<?>... options) {
        return Arrays.stream(options).anyMatch(Optional::isPresent);
    }

    private Scenario fromOptions() {
        Boot boot = source.nativeImage.isPresent() ? Boot.NATIVE : source.hypImage.isPresent() ? Boot.HYP : Boot.GUEST;
        List<Path> images = boot == Boot.GUEST
                ? source.guestImages
                : List.of(source.nativeImage.or(() -> source.hypImage).orElseThrow());
        long bytes = ram.orElse(MachineConfig.DEFAULT.ramBytes());
        if (bytes < ScenarioFile.LEAST_RAM || bytes > ScenarioFile.MOST_RAM || bytes % ScenarioFile.PAGE != 0) {
            throw usage("--ram is " + bytes + " bytes, must be a multiple of 4096 between 1M and 3G");
        }
        int count = cpus.orElse(1);
        if (count < 1 || count > ScenarioFile.MOST_CPUS) {
            throw usage("--cpus is " + count + ", must be between 1 and " + ScenarioFile.MOST_CPUS);
        }
        Optional<Image> ramDisk = initrd.map(ImageFiles::read);
        Optional<Image> tree = deviceTree.map(ImageFiles::read);
        Optional<Image> secondFlash = flash.map(ImageFiles::read);
        VirtioConfig disks = disks();
        List<GuestConfig> guests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path path : images) {
            guests.add(new GuestConfig(
                    uniqueName(path, names),
                    program(path),
                    append.orElse(""),
                    ramDisk,
                    tree,
                    secondFlash,
                    bytes,
                    boot == Boot.GUEST ? count : 1,
                    0,
                    0,
                    List.of(),
                    boot == Boot.GUEST ? disks : VirtioConfig.NONE));
        }
        long machineRam = boot == Boot.GUEST ? ScenarioFile.defaultRam(boot, guests) : bytes;
        MachineConfig machine = new MachineConfig(
                machineRam, count, MachineConfig.DEFAULT.quantum(), boot == Boot.GUEST ? VirtioConfig.NONE : disks);
        return new Scenario(boot, machine, MicrovisorConfig.DEFAULT, guests);
    }

    private Image program(Path path) {
        Image image = ImageFiles.read(path);
        return image.as(kind.orElse(image.kind()));
    }

    private VirtioConfig disks() {
        if (drives.size() > VmConfig.MOST_VIRTIO) {
            throw usage("--drive is given " + drives.size() + " times; there is place for " + VmConfig.MOST_VIRTIO);
        }
        List<VirtioSpec> specs = new ArrayList<>();
        for (Path path : drives) {
            specs.add(new VirtioSpec.Block(ImageFiles.readDrive(path), "", false));
        }
        return new VirtioConfig(true, specs);
    }

    /** The image's name without its suffix, and with a number when it is there already. */
    private static String uniqueName(Path image, Set<String> taken) {
        String base = image.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
        String name = base;
        for (int n = 2; !taken.add(name); n++) {
            name = base + "-" + n;
        }
        return name;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
