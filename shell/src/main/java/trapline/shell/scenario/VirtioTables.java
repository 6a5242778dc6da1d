package trapline.shell.scenario;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trapline.emulator.virtio.Drive;
import trapline.emulator.virtio.MacAddress;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;
import trapline.shell.CommandFailure;

/** The virtio devices of a scenario: {@code [[machine.virtio]]} and {@code [[vm.virtio]]} tables. */
final class VirtioTables {
    private static final String KEY = "virtio";
    private static final String DEFAULT_NETWORK = "lan";
    private static final int MOST_SERIAL = 20;

    /** What {@code device} may say. */
    private enum Kind {
        BLOCK,
        CONSOLE,
        RNG,
        NET
    }

    private final Path file;
    private int cards;
    /** Who has which address on which network. */
    private final Map<String, String> addresses = new TreeMap<>();

    VirtioTables(Path file) {
        this.file = file;
    }

    /**
     * The devices of a machine or VM.
     *
     * @param slots how many it can have
     */
    VirtioConfig read(TomlTable owner, int slots) {
        boolean legacy = owner.flag("virtio-legacy", true);
        List<TomlTable> tables = owner.tables(KEY);
        if (tables.size() > slots) {
            throw owner.wrong(KEY, "is there " + tables.size() + " times; there is place for " + slots);
        }
        List<VirtioSpec> devices = new ArrayList<>();
        for (TomlTable table : tables) {
            devices.add(device(table, devices));
            table.finish();
        }
        return new VirtioConfig(legacy, devices);
    }

    /** No devices, where there can be none. */
    static void refuse(TomlTable owner, String why) {
        if (!owner.tables(KEY).isEmpty()) {
            throw owner.wrong(KEY, why);
        }
    }

    private VirtioSpec device(TomlTable table, List<VirtioSpec> before) {
        table.requiredString("device");
        return switch (table.choice("device", Kind.class, Kind.BLOCK)) {
            case BLOCK -> new VirtioSpec.Block(drive(table), serial(table), table.flag("read-only", false));
            case CONSOLE -> {
                if (before.stream().anyMatch(VirtioSpec.Console.class::isInstance)) {
                    throw table.wrong("device", "is 'console' a second time; there can be one");
                }
                yield new VirtioSpec.Console(table.flag("output", false));
            }
            case RNG -> new VirtioSpec.Entropy(table.count("seed", 0, 0, Long.MAX_VALUE));
            case NET -> network(table);
        };
    }

    private Drive drive(TomlTable table) {
        String path = table.requiredString("drive");
        try {
            return ImageFiles.readDrive(ImageFiles.beside(file, path));
        } catch (CommandFailure e) {
            throw table.wrong("drive", "cannot be used: " + e.getMessage());
        }
    }

    private static String serial(TomlTable table) {
        String serial = table.string("serial").orElse("");
        if (serial.length() > MOST_SERIAL
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(serial)) {
            throw table.wrong("serial", "is '" + serial + "', must be at most " + MOST_SERIAL + " characters of ASCII");
        }
        return serial;
    }

    private VirtioSpec network(TomlTable table) {
        String network = table.string("network").orElse(DEFAULT_NETWORK);
        MacAddress mac = MacAddress.automatic(cards);
        cards++;
        String text = table.string("mac").orElse(mac.toString());
        try {
            mac = MacAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw table.wrong("mac", "is wrong: " + e.getMessage());
        }
        String other = addresses.put(network + " " + mac, table.path());
        if (other != null) {
            throw table.wrong(
                    "mac", "is " + mac + ", which on network '" + network + "' is that of " + other + " already");
        }
        return new VirtioSpec.Network(network, mac);
    }
}
