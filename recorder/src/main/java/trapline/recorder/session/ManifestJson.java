package trapline.recorder.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.log.FormatVersion;
import trapline.recorder.log.LogTotals;

/** Manifest to JSON and back, in a fixed order, so that equal manifests are equal files. */
final class ManifestJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ManifestJson() {}

    /** Gets ready what writes JSON. */
    static void loadAhead() {
        bytes(MAPPER.createObjectNode().put("ready", true));
    }

    static byte[] write(Manifest manifest) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", manifest.format().toString());
        root.put("recorded_by", manifest.recordedBy());
        root.put("name", manifest.name());
        root.put("detail", manifest.detail().name());
        root.put("complete", manifest.isComplete());
        root.set("scenario", manifest.scenario());
        root.set("machine", manifest.machine());
        ArrayNode images = root.putArray("images");
        for (ImageEntry image : manifest.images()) {
            ObjectNode node = images.addObject();
            node.put("role", image.role()).put("vm", image.vm()).put("name", image.name());
            node.set("file", seal(image.seal()));
        }
        ArrayNode vms = root.putArray("vms");
        for (VmEntry vm : manifest.vms()) {
            vms.add(vm(vm));
        }
        manifest.outcome().ifPresent(outcome -> root.set("outcome", outcome(outcome)));
        return bytes(root);
    }

    /** A seal that stands alone in a file. */
    static byte[] write(FileSeal seal) {
        return bytes(seal(seal));
    }

    private static byte[] bytes(ObjectNode root) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    private static ObjectNode seal(FileSeal seal) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("path", seal.path()).put("size", seal.size()).put("sha256", seal.sha256());
        node.put("segment", seal.segment());
        StringBuilder crcs = new StringBuilder();
        seal.crcs().forEach(crc -> crcs.append(HexFormat.of().toHexDigits(crc, 8)));
        return node.put("segment_crc32c", crcs.toString());
    }

    private static ObjectNode vm(VmEntry vm) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", vm.id()).put("name", vm.name()).put("vmid", vm.vmid()).put("ipa_bits", vm.ipaBits());
        ArrayNode vcpus = node.putArray("vcpus");
        for (VmEntry.Vcpu vcpu : vm.vcpus()) {
            vcpus.addObject().put("id", vcpu.id()).put("mpidr", vcpu.mpidr()).put("cpu", vcpu.cpu());
        }
        return node;
    }

    private static ObjectNode outcome(Outcome outcome) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("instructions", outcome.instructions()).put("ticks", outcome.ticks());
        LogTotals log = outcome.log();
        node.put("events", log.events()).put("inputs", log.inputs()).put("blocks", log.blocks());
        node.put("log_bytes", log.bytes()).put("log_digest", hex(log.chain()));
        node.put("cause", outcome.cause().name()).put("status", outcome.status());
        ArrayNode exits = node.putArray("vm_exits");
        for (Outcome.VmExit exit : outcome.vmExits()) {
            exits.addObject()
                    .put("vm", exit.vm())
                    .put("cause", exit.cause().name())
                    .put("status", exit.status());
        }
        node.put("state_hash", hex(outcome.stateHash()));
        ArrayNode files = node.putArray("files");
        outcome.files().forEach(file -> files.add(seal(file)));
        return node;
    }

    static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    /** Reads what {@link #write} wrote; {@code IOException} when it is not JSON, or something is missing. */
    static Manifest read(byte[] json) throws IOException {
        JsonNode root = MAPPER.readTree(json);
        try {
            FormatVersion format = FormatVersion.parse(text(root, "format"));
            if (!format.isReadable()) {
                throw new IOException(
                        "format %s; this version reads up to %s".formatted(format, FormatVersion.CURRENT));
            }
            List<ImageEntry> images = new ArrayList<>();
            for (JsonNode image : root.required("images")) {
                images.add(new ImageEntry(
                        text(image, "role"),
                        number(image, "vm"),
                        text(image, "name"),
                        readSeal(image.required("file"))));
            }
            List<VmEntry> vms = new ArrayList<>();
            for (JsonNode vm : root.required("vms")) {
                vms.add(readVm(vm));
            }
            JsonNode outcome = root.path("outcome");
            return new Manifest(
                    format,
                    text(root, "recorded_by"),
                    text(root, "name"),
                    Detail.valueOf(text(root, "detail")),
                    root.required("scenario"),
                    root.required("machine"),
                    List.copyOf(images),
                    List.copyOf(vms),
                    outcome.isMissingNode() ? Optional.empty() : Optional.of(readOutcome(outcome)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Reads a seal that stands alone in a file, of the file with the given path. */
    static FileSeal readSeal(byte[] json, String path) throws IOException {
        try {
            return readSeal(MAPPER.readTree(json), path);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static FileSeal readSeal(JsonNode node) {
        return readSeal(node, SessionDirectory.requireInside(text(node, "path")));
    }

    private static FileSeal readSeal(JsonNode node, String path) {
        String crcs = text(node, "segment_crc32c");
        List<Integer> segments = new ArrayList<>();
        for (int i = 0; i + 8 <= crcs.length(); i += 8) {
            segments.add(Integer.parseUnsignedInt(crcs, i, i + 8, 16));
        }
        return new FileSeal(
                path,
                node.required("size").asLong(),
                text(node, "sha256"),
                Math.max(1, node.required("segment").asLong()),
                List.copyOf(segments));
    }

    private static VmEntry readVm(JsonNode node) {
        List<VmEntry.Vcpu> vcpus = new ArrayList<>();
        for (JsonNode vcpu : node.required("vcpus")) {
            vcpus.add(new VmEntry.Vcpu(number(vcpu, "id"), number(vcpu, "mpidr"), number(vcpu, "cpu")));
        }
        return new VmEntry(
                number(node, "id"),
                text(node, "name"),
                number(node, "vmid"),
                number(node, "ipa_bits"),
                List.copyOf(vcpus));
    }

    private static Outcome readOutcome(JsonNode node) {
        List<Outcome.VmExit> exits = new ArrayList<>();
        for (JsonNode exit : node.required("vm_exits")) {
            exits.add(new Outcome.VmExit(
                    number(exit, "vm"), GuestExit.Cause.valueOf(text(exit, "cause")), number(exit, "status")));
        }
        List<FileSeal> files = new ArrayList<>();
        for (JsonNode file : node.required("files")) {
            files.add(readSeal(file));
        }
        LogTotals log = new LogTotals(
                node.required("events").asLong(),
                node.required("inputs").asLong(),
                node.required("blocks").asLong(),
                node.required("log_bytes").asLong(),
                HexFormat.fromHexDigitsToLong(text(node, "log_digest")));
        return new Outcome(
                node.required("instructions").asLong(),
                node.required("ticks").asLong(),
                log,
                GuestExit.Cause.valueOf(text(node, "cause")),
                number(node, "status"),
                List.copyOf(exits),
                HexFormat.fromHexDigitsToLong(text(node, "state_hash")),
                List.copyOf(files));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static int number(JsonNode node, String name) {
        return node.required(name).asInt();
    }
}
