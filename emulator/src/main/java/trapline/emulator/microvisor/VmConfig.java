package trapline.emulator.microvisor;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trapline.emulator.board.BoardDevice;
import trapline.emulator.board.DeviceTreeConfig;
import trapline.emulator.boot.BootFiles;
import trapline.emulator.boot.BootPlan;
import trapline.emulator.virtio.VirtioConfig;

/**
 * What a VM is made of.
 *
 * @param name its name, by which others find it
 * @param files its program and what belongs to it
 * @param ramBytes its memory
 * @param vcpus number of virtual CPUs
 * @param placement what of the hardware it gets
 * @param virtio devices that are emulated for it
 */
public record VmConfig(
        String name, BootFiles files, long ramBytes, int vcpus, Placement placement, VirtioConfig virtio) {
    /** Emulated virtio devices that it can have: the first transport's interrupt is the one of messages. */
    public static final int MOST_VIRTIO = BoardDevice.VIRTIO_TRANSPORTS - 1;

    /** The devices that every VM has, emulated but for GICC, which is the hardware's virtual CPU interface. */
    private static final Set<BoardDevice> OWN_DEVICES =
            EnumSet.of(BoardDevice.GICD, BoardDevice.GICC, BoardDevice.FLASH, BoardDevice.PL011, BoardDevice.PL031);

    /**
     * What of the hardware it gets.
     *
     * @param priority the greater goes first
     * @param cpu the physical CPU of the first vCPU; further ones on the following CPUs, in a circle
     * @param devices physical devices that are this VM's alone, by their names in the device tree
     */
    public record Placement(int priority, int cpu, List<String> devices) {}

    /** Whether it has virtio transports: all that the board has, or none. */
    boolean hasVirtio() {
        return !virtio.devices().isEmpty();
    }

    /**
     * What goes where in its memory before it starts; its device tree names the devices it has.
     *
     * @throws trapline.emulator.boot.ImageException when a file cannot be used
     */
    public BootPlan bootPlan() {
        Set<BoardDevice> devices = EnumSet.copyOf(OWN_DEVICES);
        devices.addAll(new PassThrough(this).devices());
        if (hasVirtio()) {
            devices.add(BoardDevice.VIRTIO_MMIO);
        }
        return BootPlan.of(files, new DeviceTreeConfig(ramBytes, vcpus, false, devices, "", Optional.empty()));
    }
}
