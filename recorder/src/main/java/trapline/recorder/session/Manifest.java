package trapline.recorder.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import trapline.recorder.log.FormatVersion;

/**
 * What {@code session.json} says.
 *
 * @param format version of the session's format
 * @param recordedBy the program that recorded it, with its version
 * @param name name of the session
 * @param detail how much was recorded
 * @param scenario what was asked for, in canonical form; only the emulator's side understands it
 * @param machine the machine that was built from it
 * @param images the images it was built with
 * @param vms its VMs
 * @param outcome how it ended; empty while it is being recorded, and for ever when the recorder was killed
 */
public record Manifest(
        FormatVersion format,
        String recordedBy,
        String name,
        Detail detail,
        JsonNode scenario,
        JsonNode machine,
        List<ImageEntry> images,
        List<VmEntry> vms,
        Optional<Outcome> outcome) {

    /** Whether the recording was brought to its end. */
    public boolean isComplete() {
        return outcome.isPresent();
    }

    /** The same session at its end. */
    public Manifest with(Outcome end) {
        return new Manifest(format, recordedBy, name, detail, scenario, machine, images, vms, Optional.of(end));
    }

    /**
     * A digest of what was recorded with what, but not of how it went, nor of the session's name or the program that
     * recorded it. The log begins its chain with it, so a log cannot be read with another scenario or other images than
     * its own, and recording the same twice gives the same log.
     */
    public long identity() {
        Manifest beginning = new Manifest(format, "", "", detail, scenario, machine, images, vms, Optional.empty());
        byte[] hash = FileSeal.newDigest().digest(ManifestJson.write(beginning));
        return ByteBuffer.wrap(hash).getLong();
    }
}
