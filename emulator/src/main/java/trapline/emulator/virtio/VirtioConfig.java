package trapline.emulator.virtio;

import java.util.List;

/**
 * The virtio devices of a machine or of a VM.
 *
 * @param legacy all transports are of version 1, as QEMU's are unless told otherwise
 * @param devices the devices; as under QEMU the first one is behind the last transport, and so on downwards
 */
public record VirtioConfig(boolean legacy, List<VirtioSpec> devices) {
    /** No devices. */
    public static final VirtioConfig NONE = new VirtioConfig(true, List.of());

    /** Copies the list. */
    public VirtioConfig {
        devices = List.copyOf(devices);
    }
}
