package trapline.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import trapline.emulator.GuestConfig;
import trapline.emulator.Scenario;
import trapline.emulator.virtio.Drive;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;
import trapline.recorder.session.ImageEntry;
import trapline.recorder.session.ImageStore;
import trapline.recorder.session.SessionDirectory;

/**
 * The drives of a scenario, copied into the directory of a new session before its machine is built: the machine uses the
 * copies, so that whatever happens to the user's files meanwhile, the session can be replayed.
 */
final class StoredDrives implements AutoCloseable {
    /** Whose drives the machine's own are, in image entries. */
    static final int MACHINE = -1;

    private final Path directory;
    private final boolean existed;
    private final List<ImageEntry> entries = new ArrayList<>();
    private boolean kept;

    private StoredDrives(Path directory) {
        this.directory = directory;
        existed = Files.exists(directory);
    }

    /** Makes the session's directory, which must not exist, or be empty; gone again if nobody wants to {@link #keep} it. */
    static StoredDrives in(Path directory) throws IOException {
        StoredDrives drives = new StoredDrives(directory);
        SessionDirectory.create(directory);
        return drives;
    }

    /** Copies all drives; the answer is the same scenario with the copies. */
    Scenario store(Scenario scenario) throws IOException {
        VirtioConfig machine = store(scenario.machine().virtio(), MACHINE);
        List<GuestConfig> guests = new ArrayList<>();
        for (GuestConfig guest : scenario.guests()) {
            guests.add(guest.with(store(guest.virtio(), guests.size())));
        }
        return new Scenario(scenario.boot(), scenario.machine().with(machine), scenario.microvisor(), guests);
    }

    private VirtioConfig store(VirtioConfig config, int vm) throws IOException {
        ImageStore store = SessionDirectory.imagesOf(directory);
        List<VirtioSpec> devices = new ArrayList<>();
        for (VirtioSpec spec : config.devices()) {
            if (spec instanceof VirtioSpec.Block block) {
                Drive drive = block.drive();
                ImageEntry entry = store.add(ImageEntry.DRIVE, vm, drive.name(), drive.contents());
                entries.add(entry);
                Drive copy = new Drive(drive.name(), store.map(entry));
                devices.add(new VirtioSpec.Block(copy, block.serial(), block.readOnly()));
            } else {
                devices.add(spec);
            }
        }
        return new VirtioConfig(config.legacy(), devices);
    }

    /** The copies. */
    List<ImageEntry> entries() {
        return entries;
    }

    /** The session begins. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!existed || !file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }
}
