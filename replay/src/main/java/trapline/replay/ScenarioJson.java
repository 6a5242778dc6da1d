package trapline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.emulator.boot.ImageKind;
import trapline.emulator.virtio.Drive;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.session.ImageEntry;
import trapline.recorder.session.ImageStore;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.SessionDirectory;

/**
 * The scenario in its canonical form, as the manifest keeps it: every setting, defaults included, in a fixed order.
 * Images are in the session's store; their entries name VM and role.
 */
final class ScenarioJson {
    private static final String IMAGE = "image";
    private static final String INITRD = "initrd";
    private static final String DEVICE_TREE = "dtb";
    private static final String FLASH = "flash";
    private static final String AS = "as";
    private static final String VIRTIO = "virtio";
    private static final String STAGE2 = "stage2";

    private ScenarioJson() {}

    static ObjectNode scenario(Scenario scenario) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("boot", scenario.boot().name());
        root.putObject("microvisor")
                .put("timeslice", scenario.microvisor().timeslice())
                .put(STAGE2, scenario.microvisor().stage2().name());
        ArrayNode guests = root.putArray("guests");
        for (GuestConfig guest : scenario.guests()) {
            ObjectNode node = guests.addObject();
            node.put("name", guest.name()).put("append", guest.append()).put("ram", guest.ramBytes());
            node.put("vcpus", guest.vcpus()).put("priority", guest.priority()).put("cpu", guest.cpu());
            ArrayNode devices = node.putArray("devices");
            guest.devices().forEach(devices::add);
            node.set(VIRTIO, VirtioJson.write(guest.virtio()));
            node.put(AS, guest.image().kind().name());
        }
        return root;
    }

    static ObjectNode machine(MachineConfig machine) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("ram", machine.ramBytes())
                .put("cpus", machine.cpus())
                .put("quantum", machine.quantum());
        node.set(VIRTIO, VirtioJson.write(machine.virtio()));
        return node;
    }

    /** Puts the scenario's images into the store, but for its drives. */
    static List<ImageEntry> store(Scenario scenario, ImageStore store) throws IOException {
        List<ImageEntry> entries = new ArrayList<>();
        for (int vm = 0; vm < scenario.guests().size(); vm++) {
            GuestConfig guest = scenario.guests().get(vm);
            Image image = guest.image();
            entries.add(store.add(IMAGE, vm, image.name(), image::hash, image.contents()));
            add(guest.initrd(), INITRD, vm, store, entries);
            add(guest.deviceTree(), DEVICE_TREE, vm, store, entries);
            add(guest.flash(), FLASH, vm, store, entries);
        }
        return entries;
    }

    private static void add(Optional<Image> image, String role, int vm, ImageStore store, List<ImageEntry> entries)
            throws IOException {
        if (image.isPresent()) {
            Image present = image.get();
            entries.add(store.add(role, vm, present.name(), present::hash, present.contents()));
        }
    }

    /**
     * The scenario of a session, with the images of its store.
     *
     * @throws LogFormatException when an image is missing or another, or the manifest makes no sense
     */
    static Scenario read(SessionDirectory session) throws IOException {
        JsonNode root = session.manifest().scenario();
        JsonNode machine = session.manifest().machine();
        try {
            List<GuestConfig> guests = new ArrayList<>();
            for (JsonNode guest : root.required("guests")) {
                guests.add(guest(guest, guests.size(), session));
            }
            return new Scenario(
                    Scenario.Boot.valueOf(root.required("boot").asText()),
                    new MachineConfig(
                            machine.required("ram").asLong(),
                            machine.required("cpus").asInt(),
                            machine.required("quantum").asInt(),
                            VirtioJson.read(machine.path(VIRTIO), drives(session, StoredDrives.MACHINE))),
                    microvisor(root.required("microvisor")),
                    guests);
        } catch (IllegalArgumentException e) {
            throw new LogFormatException("the scenario in %s makes no sense: %s".formatted(session.path(), e), e);
        }
    }

    /** Sessions that do not say map lazily: there was nothing else. */
    private static MicrovisorConfig microvisor(JsonNode node) {
        String stage2 = node.path(STAGE2).asText(MicrovisorConfig.Stage2.LAZY.name());
        return new MicrovisorConfig(node.required("timeslice").asInt(), MicrovisorConfig.Stage2.valueOf(stage2));
    }

    private static GuestConfig guest(JsonNode node, int vm, SessionDirectory session) throws IOException {
        List<String> devices = new ArrayList<>();
        for (JsonNode device : node.required("devices")) {
            devices.add(device.asText());
        }
        Image image =
                image(session, IMAGE, vm).orElseThrow(() -> new IllegalArgumentException("VM " + vm + " has no image"));
        return new GuestConfig(
                node.required("name").asText(),
                // Sessions of before there was a choice do not say it.
                node.has(AS) ? image.as(ImageKind.valueOf(node.path(AS).asText())) : image,
                node.required("append").asText(),
                image(session, INITRD, vm),
                image(session, DEVICE_TREE, vm),
                image(session, FLASH, vm),
                node.required("ram").asLong(),
                node.required("vcpus").asInt(),
                node.required("priority").asInt(),
                node.required("cpu").asInt(),
                devices,
                VirtioJson.read(node.path(VIRTIO), drives(session, vm)));
    }

    /** The drives of a VM, or of the machine, in their order. */
    private static Iterator<Drive> drives(SessionDirectory session, int vm) throws IOException {
        List<Drive> drives = new ArrayList<>();
        for (ImageEntry entry : session.manifest().images()) {
            if (entry.role().equals(ImageEntry.DRIVE) && entry.vm() == vm) {
                drives.add(new Drive(entry.name(), session.images().map(entry)));
            }
        }
        return drives.iterator();
    }

    private static Optional<Image> image(SessionDirectory session, String role, int vm) throws IOException {
        Manifest manifest = session.manifest();
        for (ImageEntry entry : manifest.images()) {
            if (entry.role().equals(role) && entry.vm() == vm) {
                return Optional.of(Image.ofHash(
                        entry.name(), session.images().read(entry), entry.seal().sha256()));
            }
        }
        return Optional.empty();
    }
}
