package trapline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import trapline.emulator.virtio.Drive;
import trapline.emulator.virtio.MacAddress;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;

/** Virtio devices as the manifest keeps them. What is on their drives is in the session's store, in the same order. */
final class VirtioJson {
    private static final String BLOCK = "block";
    private static final String CONSOLE = "console";
    private static final String RNG = "rng";
    private static final String NET = "net";

    private VirtioJson() {}

    static ObjectNode write(VirtioConfig config) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("legacy", config.legacy());
        ArrayNode devices = node.putArray("devices");
        for (VirtioSpec spec : config.devices()) {
            ObjectNode device = devices.addObject();
            switch (spec) {
                case VirtioSpec.Block block ->
                    device.put("device", BLOCK).put("serial", block.serial()).put("read_only", block.readOnly());
                case VirtioSpec.Console console -> device.put("device", CONSOLE).put("output", console.output());
                case VirtioSpec.Entropy entropy -> device.put("device", RNG).put("seed", entropy.seed());
                case VirtioSpec.Network network ->
                    device.put("device", NET)
                            .put("network", network.network())
                            .put("mac", network.mac().toString());
            }
        }
        return node;
    }

    /** Sessions of the first format say nothing about such devices, because they have none. */
    static VirtioConfig read(JsonNode node, Iterator<Drive> drives) {
        if (node.isMissingNode()) {
            return VirtioConfig.NONE;
        }
        List<VirtioSpec> devices = new ArrayList<>();
        for (JsonNode device : node.required("devices")) {
            devices.add(device(device, drives));
        }
        return new VirtioConfig(node.required("legacy").asBoolean(), devices);
    }

    private static VirtioSpec device(JsonNode node, Iterator<Drive> drives) {
        String kind = node.required("device").asText();
        return switch (kind) {
            case BLOCK -> {
                if (!drives.hasNext()) {
                    throw new IllegalArgumentException("a disk has no image");
                }
                yield new VirtioSpec.Block(
                        drives.next(),
                        node.required("serial").asText(),
                        node.required("read_only").asBoolean());
            }
            case CONSOLE -> new VirtioSpec.Console(node.required("output").asBoolean());
            case RNG -> new VirtioSpec.Entropy(node.required("seed").asLong());
            case NET ->
                new VirtioSpec.Network(
                        node.required("network").asText(),
                        MacAddress.parse(node.required("mac").asText()));
            default -> throw new IllegalArgumentException("unknown virtio device '" + kind + "'");
        };
    }
}
