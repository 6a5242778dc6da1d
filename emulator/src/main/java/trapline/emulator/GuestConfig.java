package trapline.emulator;

import java.util.List;
import java.util.Optional;
import trapline.emulator.boot.BootFiles;
import trapline.emulator.virtio.VirtioConfig;

/**
 * One image and what it runs in: a VM of the microvisor, or the whole machine. For the latter only {@code image},
 * {@code append}, {@code initrd}, {@code deviceTree} and {@code flash} matter.
 *
 * @param name how messages and tables call it
 * @param image the program: ELF, zImage, Image or raw
 * @param append command line for an operating system, or empty
 * @param initrd initial RAM disk for an operating system
 * @param deviceTree a device tree blob to use instead of the board's own
 * @param flash what the second bank of flash contains; never written
 * @param ramBytes size of the VM's memory, from IPA 0x4000_0000 on
 * @param vcpus number of virtual CPUs
 * @param priority scheduling priority; the greater goes first
 * @param cpu the physical CPU of its first vCPU; further vCPUs on the following ones, in a circle
 * @param devices physical devices passed through to it, by their names in the device tree
 * @param virtio devices that the microvisor emulates for it
 */
public record GuestConfig(
        String name,
        Image image,
        String append,
        Optional<Image> initrd,
        Optional<Image> deviceTree,
        Optional<Image> flash,
        long ramBytes,
        int vcpus,
        int priority,
        int cpu,
        List<String> devices,
        VirtioConfig virtio) {

    /** Memory of a VM that says nothing about it; what QEMU gives a machine. */
    public static final long DEFAULT_RAM = 128L << 20;

    /** What is to be booted. */
    BootFiles files() {
        return new BootFiles(
                image.file(),
                image.kind(),
                append,
                initrd.map(Image::file),
                deviceTree.map(Image::file),
                flash.map(Image::file));
    }

    /** Copies the list. */
    public GuestConfig {
        devices = List.copyOf(devices);
    }

    /** With nothing in flash and no emulated virtio devices. */
    public GuestConfig(
            String name,
            Image image,
            String append,
            Optional<Image> initrd,
            Optional<Image> deviceTree,
            long ramBytes,
            int vcpus,
            int priority,
            int cpu,
            List<String> devices) {
        this(
                name,
                image,
                append,
                initrd,
                deviceTree,
                Optional.empty(),
                ramBytes,
                vcpus,
                priority,
                cpu,
                devices,
                VirtioConfig.NONE);
    }

    /** The same with these virtio devices. */
    public GuestConfig with(VirtioConfig other) {
        return new GuestConfig(
                name, image, append, initrd, deviceTree, flash, ramBytes, vcpus, priority, cpu, devices, other);
    }

    /** A guest with one vCPU and nothing special. */
    public static GuestConfig of(String name, Image image) {
        return new GuestConfig(name, image, "", Optional.empty(), Optional.empty(), DEFAULT_RAM, 1, 0, 0, List.of());
    }
}
